import { createHash } from 'node:crypto';
import type { PlainDate } from '@fenming/calendar';
import { ZERO_FEN } from '@fenming/money';
import { checkExpressions, type Fault } from './check-expressions';
import { amountRow, checkAmounts, yuanIn } from './check-rows';
import { checkProposal } from './check-proposal';
import { checkRules } from './check-rules';
import { checkShape } from './check-shape';
import type { DefinitionError, Example, ProgrammeDefinition, Sources } from './definition';
import type { RawDefinition, RawExample } from './raw-definition';
import { readYaml } from './yaml-file';

export type DefinitionReading =
  | { readonly ok: true; readonly definition: ProgrammeDefinition }
  | { readonly ok: false; readonly errors: readonly DefinitionError[] };

/**
 * Reads one programme file that the county has, or might have. Every fault comes back with file, line, JSON pointer and a reason: first YAML, then the published
 * schema, then rates, rules and expressions together. Nothing is thrown for a bad file, and nothing of a bad file is used.
 */
export function parseDefinition(yamlText: string, file: string): DefinitionReading {
  return read(yamlText, file, () => []);
}

/**
 * Reads a programme file that nobody has adopted yet, and holds it to what is asked of a new one; faults as `parseDefinition`. `shipped`: the
 * sources that it may cite beside its own.
 */
export function parseProposal(yamlText: string, file: string, shipped: Sources): DefinitionReading {
  return read(yamlText, file, (raw) => checkProposal(raw, shipped));
}

function read(yamlText: string, file: string, checkMore: (raw: RawDefinition) => readonly Fault[]): DefinitionReading {
  const reading = readYaml(yamlText, file);
  if (!reading.ok) return reading;
  const { content, lineOf } = reading.yaml;
  const refuse = (faults: readonly Fault[]): DefinitionReading => ({
    ok: false,
    errors: faults.map(({ pointer, reason }) => ({ file, line: lineOf(pointer), pointer, reason })),
  });
  const shape = checkShape(content);
  if (!shape.ok) return refuse(shape.faults);
  const faults = [...checkRules(shape.raw), ...checkAmounts(shape.raw), ...checkExpressions(shape.raw)];
  if (faults.length > 0) return refuse(faults);
  const more = checkMore(shape.raw);
  if (more.length > 0) return refuse(more);
  const contentHash = createHash('sha256').update(yamlText, 'utf8').digest('hex');
  return { ok: true, definition: { ...definitionOf(shape.raw, lineOf), file, contentHash, inForceLine: lineOf('/inForce') } };
}

type WithoutOrigin = Omit<ProgrammeDefinition, 'file' | 'contentHash' | 'inForceLine'>;

const perYearOf = <Row extends { readonly perYear: string | number }>({ perYear, ...row }: Row) => ({
  ...row,
  perYearFen: yuanIn(perYear) ?? ZERO_FEN,
});

function definitionOf(raw: RawDefinition, lineOf: (pointer: string) => number): WithoutOrigin {
  return {
    ...raw,
    hasSpouse: raw.hasSpouse ?? false,
    onceInALifetime: raw.onceInALifetime ?? false,
    sensitive: raw.sensitive ?? false,
    inForce: raw.inForce as ProgrammeDefinition['inForce'],
    facts: raw.facts.map((fact) => ({ ...fact, required: fact.required ?? true })),
    sources: raw.sources ?? {},
    terms: raw.terms ?? {},
    categories: raw.categories ?? [],
    counts: raw.counts ?? [],
    proration: raw.proration as ProgrammeDefinition['proration'],
    backPay: raw.backPay ?? [],
    amounts: raw.amounts.map(amountRow),
    caps: (raw.caps ?? []).map(perYearOf),
    tolerance: (raw.tolerance ?? []).map(perYearOf),
    incompatible: raw.incompatible ?? [],
    clawback: raw.clawback ?? [],
    notices: raw.notices.map(({ village, township, county, ...row }) => ({ ...row, periods: { village, township, county } })),
    examples: raw.examples.map((example, at) => ({ ...exampleOf(example), line: lineOf(`/examples/${at}`) })),
  };
}

function exampleOf(raw: RawExample): Omit<Example, 'line'> {
  const outcomes = Object.entries(raw.expect.outcomes ?? {}).map(([id, outcome]) => [
    id,
    String(outcome) as 'true' | 'false' | 'unknown',
  ]);
  const days = Object.fromEntries(
    (['diedOn', 'confirmedOn', 'lostOn'] as const).flatMap((key) =>
      raw[key] === undefined ? [] : [[key, raw[key] as PlainDate]],
    ),
  );
  return {
    title: raw.title,
    regions: raw.regions,
    year: raw.year,
    facts: raw.facts,
    // An earlier value is written where it differs; the others are those of the end of the year.
    ...(raw.earlier === undefined
      ? {}
      : { earlier: raw.earlier.map(({ until, facts }) => ({ until, facts: { ...raw.facts, ...facts } })) }),
    ...days,
    expect: {
      verdict: raw.expect.verdict,
      amountFen: yuanIn(raw.expect.amount) ?? ZERO_FEN,
      outcomes: Object.fromEntries(outcomes),
    },
  };
}

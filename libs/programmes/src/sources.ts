import { say } from '@fenming/language';
import type { ValidateFunction } from 'ajv';
import type { DefinitionError, Footing, Source, Sources } from './definition';
import type { Fault } from './check-expressions';
import { faultOf } from './check-shape';
import { RULE_ROWS, type RawDefinition } from './raw-definition';
import { SOURCES_SCHEMA } from './schema';
import { shapeValidator } from './shape-validator';
import { readYaml } from './yaml-file';

export type SourcesReading =
  { readonly ok: true; readonly sources: Sources } | { readonly ok: false; readonly errors: readonly DefinitionError[] };

let compiled: ValidateFunction<Sources> | undefined;

/** Reads the list of sources that is shipped beside the catalogue; faults with line, pointer and a reason. */
export function readSources(yamlText: string, file: string): SourcesReading {
  const reading = readYaml(yamlText, file);
  if (!reading.ok) return reading;
  const { content, lineOf } = reading.yaml;
  const validate = (compiled ??= shapeValidator<Sources>(SOURCES_SCHEMA));
  if (validate(content)) return { ok: true, sources: content };
  const faults = (validate.errors ?? []).map(faultOf);
  return { ok: false, errors: faults.map(({ pointer, reason }) => ({ file, line: lineOf(pointer), pointer, reason })) };
}

/** The codes that a row cites, such as `N01, N04`. */
export const codesIn = (cited: string): readonly string[] => cited.split(',').map((code) => code.trim());

/** The documents that a row cites, in its order. A text adopted before codes had to resolve may cite one that nobody lists: it stands for itself. */
export const sourcesOf = (cited: string, sources: Sources): readonly (Pick<Source, 'title'> & Partial<Source>)[] =>
  codesIn(cited).map((code) => sources[code] ?? { title: code });

const CITING = ['conditions', ...RULE_ROWS] as const;

/** A code that nobody can look up proves nothing. */
export function sourceFaults(raw: RawDefinition, shipped: Sources): readonly Fault[] {
  const known = { ...shipped, ...raw.sources };
  return CITING.flatMap((key) =>
    (raw[key] ?? []).flatMap(({ source }: Footing, row) =>
      codesIn(source)
        .filter((code) => !Object.hasOwn(known, code))
        .map((code) => ({
          pointer: `/${key}/${row}/source`,
          reason: say(
            `没有代码为 "${code}" 的依据来源；本县自己的文件，请在 sources 下写明代码和名称`,
            `there is no source with the code "${code}"; a document of the county's own is given with code and title under sources`,
          ),
        })),
    ),
  );
}

import { listed, say } from '@fenming/language';
import type { ASTNode } from '@marcbachmann/cel-js';
import { type Fault, placesOf } from './check-expressions';
import type { Regional, Sources } from './definition';
import { isKnownRegion, regionsOffered } from './known-regions';
import { childrenOf, environmentOf } from './language';
import { RULE_ROWS, type RawDefinition } from './raw-definition';
import { sourceFaults } from './sources';

const REGIONAL = [...RULE_ROWS, 'examples'] as const;

/** A row for a misspelt region holds nowhere: the county would pay without it, and nothing else would tell. */
function regionNameFaults(raw: RawDefinition): readonly Fault[] {
  return REGIONAL.flatMap((key) =>
    (raw[key] ?? []).flatMap(({ regions = [] }: Regional, row) =>
      regions
        .filter((region) => !isKnownRegion(region))
        .map((region) => ({
          pointer: `/${key}/${row}/regions`,
          reason: say(
            `没有名为 "${region}" 的地区，可用：${regionsOffered(true).join('、')}`,
            `there is no region "${region}"; there are ${listed(regionsOffered(true))}`,
          ),
        })),
    ),
  );
}

const namesIn = (node: ASTNode): readonly string[] => (node.op === 'id' ? [node.args] : childrenOf(node).flatMap(namesIn));

/** What is asked of people and decides nothing is not asked: the least that the purpose needs (Personal Information Protection Law, article 6). */
function unreadFaults(raw: RawDefinition): readonly Fault[] {
  const language = environmentOf(raw.facts);
  const texts = [...Object.values(raw.terms ?? {}), ...placesOf(raw).map(({ text }) => text)];
  const read = new Set(texts.flatMap((text) => namesIn(language.parse(text).ast)));
  return raw.facts.flatMap(({ name, column }, at) =>
    column === undefined || read.has(name)
      ? []
      : [
          {
            pointer: `/facts/${at}/name`,
            reason: say(
              `没有一条规则用到事实 "${name}"，名单上不应收集“${column}”`,
              `no rule uses the fact "${name}"; the list should not collect “${column}”`,
            ),
          },
        ],
  );
}

/** What a new text is held to beside being readable; one that was adopted before is read as it stands. Its expressions are sound. */
export const checkProposal = (raw: RawDefinition, shipped: Sources): readonly Fault[] => [
  ...regionNameFaults(raw),
  ...unreadFaults(raw),
  ...sourceFaults(raw, shipped),
];

import { say, yamlFaults } from '@fenming/language';
import {
  type Alias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Pair,
  visit,
  type YAMLMap,
} from 'yaml';
import type { DefinitionError } from './definition';

/** A YAML file whose every value can still be found by line: pointers are RFC 6901. */
export type YamlFile = { readonly file: string; readonly content: unknown; readonly lineOf: (pointer: string) => number };
export type YamlReading =
  { readonly ok: true; readonly yaml: YamlFile } | { readonly ok: false; readonly errors: readonly DefinitionError[] };

/** The longest programme that is shipped has some seven hundred; the reader of YAML compares each key of a map with every other. */
const MOST_COLONS = 4_000;

export function readYaml(text: string, file: string): YamlReading {
  if (text.split(':', MOST_COLONS + 2).length > MOST_COLONS + 1) {
    const reason = say(
      `文件太大：冒号（每个键一个）超过 ${MOST_COLONS} 个，请核对是不是项目文件`,
      `the file is too big: more than ${MOST_COLONS} colons (one a key); check whether it is a programme`,
    );
    return { ok: false, errors: [{ file, line: 1, pointer: '', reason }] };
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  const faults = [
    ...yamlFaults(document.errors, lineAt),
    ...aliasFaults(document).map(({ at, reason }) => ({ line: lineAt(at), reason })),
  ];
  if (faults.length > 0) return { ok: false, errors: faults.map(({ line, reason }) => ({ file, line, pointer: '', reason })) };
  const find = pairFinder();
  const lineOf = (pointer: string): number => lineOfNode({ document, lines, find }, pointer);
  return { ok: true, yaml: { file, content: document.toJS(), lineOf } };
}

/** Aliases are refused because a rule that a person reads must stand where it is used. */
function aliasFaults(document: Document): readonly { readonly at: number; readonly reason: string }[] {
  const aliases: Alias[] = [];
  visit(document, {
    Alias: (_, alias) => {
      aliases.push(alias);
    },
  });
  return aliases.map(({ range, source }) => ({
    at: range?.[0] ?? 0,
    reason: say(
      `不使用 YAML 引用（*${source}），请把内容写在用到的地方`,
      `YAML references (*${source}) are not used: write the content where it is needed`,
    ),
  }));
}

const segmentsOf = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

type FindPair = (map: YAMLMap, key: string) => Pair | undefined;
type Located = { readonly document: Document; readonly lines: LineCounter; readonly find: FindPair };

/** Each map is gone through once, however many of its keys are asked for: a file may be wrong in every one. */
function pairFinder(): FindPair {
  const known = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();
  return (map, key) => {
    let pairs = known.get(map);
    if (pairs === undefined) {
      pairs = new Map(map.items.flatMap((item) => (isScalar(item.key) ? [[String(item.key.value), item] as const] : [])));
      known.set(map, pairs);
    }
    return pairs.get(key);
  };
}

/** The line of the deepest part of the pointer that exists, so that a missing key points at the block that lacks it. */
function lineOfNode({ document, lines, find }: Located, pointer: string): number {
  let node: unknown = document.contents;
  let offset = offsetOf(node) ?? 0;
  for (const segment of segmentsOf(pointer)) {
    if (!isCollection(node)) break;
    const pair = isMap(node) ? find(node, segment) : undefined;
    const next: unknown = pair?.value ?? (isSeq(node) ? node.items[Number(segment)] : undefined);
    offset = offsetOf(pair?.key) ?? offsetOf(next) ?? offset;
    if (next === undefined) break;
    node = next;
  }
  return lines.linePos(offset).line;
}

const offsetOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);

import { say } from '@fenming/language';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readSource, sourceFaultText, sourceWord, type ComparisonSource } from '@fenming/rosters';
import { Refused } from '@fenming/commands';

/** Beside the code that reads them, in the sources as in `dist`. */
const SHIPPED = resolve(__dirname, '../../rosters/sources');

/** File, place and reason of every fault, for the person who wrote the files. */
export class ComparisonSourcesWrong extends Error {
  override readonly name = 'ComparisonSourcesWrong';
}

/**
 * The bodies whose lists a county compares with its own: those that are shipped, and the files in `comparison-sources/` of its folder, one
 * a source, of which one with the code of a shipped source takes its place.
 */
export class ComparisonSources {
  private shipped: readonly ComparisonSource[] | undefined;

  private constructor(private readonly own: readonly ComparisonSource[]) {}

  /** @throws ComparisonSourcesWrong: a source that is misdescribed must not be found out by a refused list. */
  static of(dir: string): ComparisonSources {
    return new ComparisonSources(sourcesIn(join(dir, 'comparison-sources')));
  }

  /** By their codes. The shipped ones are read when somebody first asks: few starts of a server compare anything. */
  all(): readonly ComparisonSource[] {
    const byCode = new Map([...(this.shipped ??= sourcesIn(SHIPPED)), ...this.own].map((one) => [one.source, one]));
    return [...byCode.values()].toSorted((one, other) => (one.source < other.source ? -1 : 1));
  }

  /** As people call it; by its code where the file is gone. */
  titleOf(code: string): string {
    return sourceWord(this.all().find(({ source }) => source === code)?.title ?? code);
  }

  /** @throws Refused */
  get(code: string): ComparisonSource {
    const found = this.all().find(({ source }) => source === code);
    if (found === undefined) throw sourceUnknown(code, this.all());
    return found;
  }
}

/** Lists of this source are not compared here; those that are. */
export const sourceUnknown = (code: string, known: readonly ComparisonSource[]): Refused =>
  new Refused({ refused: 'source_unknown', detail: [code, ...known.map(({ source }) => source)].join('\n') });

/** A hidden file is the system's own, such as .DS_Store. */
const sourcesIn = (folder: string): readonly ComparisonSource[] => {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('.')) : [];
  const sources = names.toSorted().map((name) => {
    const file = join(folder, name);
    if (!/\.(ya?ml|json)$/.test(name))
      throw new ComparisonSourcesWrong(
        say(
          `${file} 不是比对来源文件：文件名应以 .yaml、.yml 或 .json 结尾；别的请移出这个目录`,
          `${file} is no file of a source: its name should end in .yaml, .yml or .json; move other things out of this folder`,
        ),
      );
    const reading = readSource(readFileSync(file, 'utf8'));
    if (reading.ok) return reading.source;
    throw new ComparisonSourcesWrong(reading.faults.map((fault) => `${file} ${sourceFaultText(fault)}`).join('\n'));
  });
  const twice = sources.find(({ source }, at) => sources.findIndex((other) => other.source === source) < at);
  if (twice === undefined) return sources;
  throw new ComparisonSourcesWrong(
    say(`${folder} 里有两个文件都写着 source ${twice.source}`, `Two files in ${folder} bear the source ${twice.source}`),
  );
};

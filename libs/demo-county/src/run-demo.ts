import { say } from '@fenming/language';
import { randomInt } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeFolder } from '@fenming/folders';
import type { Api } from '@fenming/api-client';
import { sentenceOfFolderFault } from '@fenming/words';
import { demoCatalogue } from './catalogue';
import { drawDemoCounty } from './county/demo-county';
import { countyNow, driveYear, isFinished, type Progress } from './drive/drive';
import { keysIn } from './drive/keys';
import type { Login } from './drive/staff';
import { shownCases, type ShownCase } from './shown';

/** `dir`: the data folder whose inbox gets the county's files. */
export type DemoOptions = { readonly dir: string; readonly seed?: number; readonly scale?: number };
/** `logins` are known only to the run that created them; `cases`: what is worth a look. `finishedBefore`: nothing was left to do, and both are empty. */
export type DemoRun = {
  readonly logins: readonly Login[];
  readonly cases: readonly ShownCase[];
  readonly finishedBefore: boolean;
  readonly scale: number;
};

/** The folder holds a county that this demo did not make, or a demo of another seed or scale. */
export class OtherCounty extends Error {}

/** Nobody can read which demo the folder holds. */
export class DemoDamaged extends Error {}

type Chosen = { readonly seed: number; readonly scale: number };

/** Which demo a folder holds, written before its first event: a later run must go on with the same people. */
const chosenFile = (dir: string): string => path.join(dir, 'demo.json');
/** @throws DemoDamaged where nobody can read what was chosen */
const readChosen = (dir: string): Chosen | undefined => {
  const file = chosenFile(dir);
  if (!existsSync(file)) return undefined;
  try {
    const chosen = JSON.parse(readFileSync(file, 'utf8')) as Partial<Chosen> | null;
    if (typeof chosen?.seed === 'number' && typeof chosen.scale === 'number') return chosen as Chosen;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new DemoDamaged(sentenceOfFolderFault('demo_damaged', file));
};

const choose = ({ dir, seed, scale }: DemoOptions, open: boolean): Chosen => {
  const before = readChosen(dir);
  if (open && before === undefined)
    throw new OtherCounty(
      say(
        `数据目录 ${dir} 已属于一个县，不是演示县。请换一个目录：--data <目录>`,
        `The data folder ${dir} belongs to a county that is no demo county. Choose another folder: --data <folder>`,
      ),
    );
  const chosen = { seed: seed ?? before?.seed ?? 1, scale: scale ?? before?.scale ?? 1 };
  if (before !== undefined && (before.seed !== chosen.seed || before.scale !== chosen.scale))
    throw new OtherCounty(
      say(
        `数据目录 ${dir} 里是 --seed ${before.seed} --scale ${before.scale} 的演示县。请去掉这两个选项，或换一个目录。`,
        `The data folder ${dir} holds the demo county of --seed ${before.seed} --scale ${before.scale}. Leave these options out, or choose another folder.`,
      ),
    );
  return chosen;
};

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
/** Twelve letters and digits that nobody mixes up when typing them from paper: about 59 bits. */
const drawPassword = (): string =>
  [0, 1, 2].map(() => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')).join('-');

/**
 * Makes the demo county, goes on with one that was cut off, or finds that it is finished.
 * Throws OtherCounty, ApiProblem, Unreachable, and RangeError for an impossible scale.
 */
export const runDemo = async (operator: Api, options: DemoOptions, progress: Progress): Promise<DemoRun> => {
  const now = await countyNow(operator);
  const { seed, scale } = choose(options, now.open);
  if (isFinished(now)) return { logins: [], cases: [], finishedBefore: true, scale };
  const county = drawDemoCounty(seed, scale);
  makeFolder(options.dir);
  writeFileSync(chosenFile(options.dir), `${JSON.stringify({ seed, scale })}\n`);
  const inbox = path.join(options.dir, 'inbox');
  const logins = await driveYear({
    operator,
    county,
    programmes: demoCatalogue(await import('@fenming/programmes')),
    inbox,
    drawPassword,
    keys: keysIn(options.dir),
    progress,
  });
  return { logins, cases: shownCases(county), finishedBefore: false, scale };
};

import { listed, say } from '@fenming/language';
import type { Caller } from '@fenming/commands';
import type { RunningCounty } from '@fenming/county';
import { areaContains, type AreaCode } from '@fenming/citizen';
import type { Refusal } from '@fenming/subsidy';
import { caseIn } from './access/sight';
import { RefusedAt } from './problem';
import { thisYear } from './years/year-shown';

/** More than so many are looked up in their own list. */
const FEW = 30;

const notThere = (
  pointer: string,
  refusal: Refusal,
  { called, known }: { called: string; known: readonly string[] },
): RefusedAt => {
  const few =
    known.length === 0
      ? say(`本县还没有${called}。`, `This county has no ${called} yet.`)
      : say(`可用的${called}：${listed(known)}。`, `The ${called} should be one of: ${listed(known)}.`);
  return new RefusedAt(refusal, {
    pointer,
    code: refusal.refused,
    message: known.length > FEW ? say(`请用列表中的${called}。`, `The ${called} should be one of the list.`) : few,
  });
};

/** Throws Refused for a programme that the county has never adopted. */
const mustBeAdopted = ({ rules, shipped }: RunningCounty, programme: string): void => {
  const known = rules.adopted();
  if (known.includes(programme)) return;
  const refused = shipped.some(({ definition }) => definition.id === programme) ? 'programme_not_adopted' : 'not_found';
  throw notThere('/programme', { refused, detail: programme }, { called: say('项目代码', 'programme code'), known });
};

/** Throws Refused for a year that nothing was recorded for, unless it is this one or the next, for which work may begin. */
const mustBeYear = (county: RunningCounty, year: number): void => {
  const now = thisYear(county);
  const known = [...new Set([...county.views.yearsKnown(), now, now + 1])].toSorted((a, b) => a - b);
  if (known.includes(year)) return;
  throw notThere(
    '/year',
    { refused: 'year_unknown', detail: String(year) },
    { called: say('年度', 'year'), known: known.map(String) },
  );
};

/**
 * What a list is asked for by must be something that the county has: a word that was mistyped is no empty list, out of which somebody would
 * read that nothing is owed. Throws Refused.
 */
export const mustExist = (
  county: RunningCounty,
  { programme, year }: { readonly programme?: string; readonly year?: number },
): void => {
  if (programme !== undefined) mustBeAdopted(county, programme);
  if (year !== undefined) mustBeYear(county, year);
};

/** A source whose lists are compared. Throws Refused. */
export const mustBeSource = ({ sources }: RunningCounty, source: string): void => {
  const known = sources.all().map((one) => one.source);
  if (known.includes(source)) return;
  throw notThere('/source', { refused: 'source_unknown' }, { called: say('来源', 'source'), known });
};

/** A case by its number, which lies where the reader may see it, or has a year there. Throws Refused. */
export const mustBeCase = ({ views }: RunningCounty, { asked }: Caller, caseNumber: string): void => {
  if (caseIn(asked.area, views.enrolmentByCase(caseNumber)) !== undefined) return;
  throw new RefusedAt(
    { refused: 'not_found' },
    {
      pointer: '/case_number',
      code: 'not_found',
      message: say('没有这个档案号，请按名单上的写。', 'There is no such case number; write it as the list does.'),
    },
  );
};

/**
 * The area that a reader may see: the one asked for, which the county has and which lies in the actor's own; the whole own area when none
 * was asked for. Throws Refused.
 */
export const visibleArea = (county: RunningCounty, { asked }: Caller, wanted?: string): AreaCode => {
  if (wanted === undefined || wanted === asked.area) return asked.area;
  const area = wanted as AreaCode;
  if (!areaContains(asked.area, area))
    throw new RefusedAt(
      { refused: 'forbidden_area' },
      { pointer: '/area', code: 'forbidden_area', message: say(`您的辖区是 ${asked.area}。`, `Your area is ${asked.area}.`) },
    );
  const known = Object.keys(county.state().areas).filter((code) => areaContains(asked.area, code as AreaCode));
  if (known.includes(area)) return area;
  throw notThere(
    '/area',
    { refused: 'area_unknown', detail: area },
    { called: say('区划代码', 'area code'), known: known.toSorted() },
  );
};

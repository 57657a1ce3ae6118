import type { ComparisonSource } from '@fenming/rosters';
import type { Comparison } from '@fenming/views';

/** The mark that a county is held to, in percent. */
const MARK = 95;

/**
 * The figures that a programme of population work is judged by: that the register covers the resident population, and that its main items are
 * accurate, each at 95 percent or above (关于全面开展全国生育友好工作先进单位创建活动的实施方案, section 3.2: 全员人口库常住人口覆盖率、主要数据项准确率达到
 * 95%以上). They are counted over the last list of a source: coverage by the persons with an open case that it names, accuracy by what it
 * says that agrees with our record, of all that could be compared.
 */
export type Figures = Accuracy & { readonly coverage_percent: string | null };
export type Accuracy = { readonly accuracy_percent: string | null; readonly accuracy_reached: boolean | null };
type Outcomes = Pick<Comparison, 'agreed' | 'differs'>;
type Compared = { readonly agreed: number; readonly compared: number };

export const figuresOf = (
  of: Outcomes & Pick<Comparison, 'found' | 'enrolled'>,
  source: ComparisonSource | undefined,
): Figures => ({ coverage_percent: percentOf(of.found, of.enrolled), ...accuracyOf(comparedOf(of, source)) });

/** Of the main items of all sources together. */
export const overallAccuracy = (
  lists: readonly { readonly of: Outcomes; readonly source: ComparisonSource | undefined }[],
): Compared & Accuracy => {
  const each = lists.map(({ of, source }) => comparedOf(of, source));
  const sum = (field: keyof Compared): number => each.reduce((total, one) => total + one[field], 0);
  const all = { agreed: sum('agreed'), compared: sum('compared') };
  return { ...all, ...accuracyOf(all) };
};

/** What is drawn elsewhere stands nowhere in our record: of such a list nothing could have agreed. */
const comparedOf = ({ agreed, differs }: Outcomes, source: ComparisonSource | undefined): Compared =>
  source?.death !== undefined || source?.facts !== undefined
    ? { agreed, compared: agreed + differs }
    : { agreed: 0, compared: 0 };

const accuracyOf = ({ agreed, compared }: Compared): Accuracy => ({
  accuracy_percent: percentOf(agreed, compared),
  accuracy_reached: compared === 0 ? null : 100 * agreed >= MARK * compared,
});

/** Two digits, and never more than there is: 94.999 is no 95. */
const percentOf = (part: number, whole: number): string | null => {
  if (whole === 0) return null;
  const hundredths = Math.floor((10_000 * part) / whole);
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;
};

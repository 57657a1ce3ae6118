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
export type Figures = {
  readonly coverage_percent: string | null;
  readonly accuracy_percent: string | null;
  readonly accuracy_reached: boolean | null;
};

export const figuresOf = (
  { found, enrolled, agreed, differs }: Pick<Comparison, 'found' | 'enrolled' | 'agreed' | 'differs'>,
  source: ComparisonSource | undefined,
): Figures => {
  // What is drawn elsewhere stands nowhere in our record: of such a list nothing could have agreed.
  const comparable = source?.death !== undefined || source?.facts !== undefined ? agreed + differs : 0;
  const accuracy = percentOf(agreed, comparable);
  return {
    coverage_percent: percentOf(found, enrolled),
    accuracy_percent: accuracy,
    accuracy_reached: accuracy === null ? null : 100 * agreed >= MARK * comparable,
  };
};

/** Two digits, and never more than there is: 94.999 is no 95. */
const percentOf = (part: number, whole: number): string | null => {
  if (whole === 0) return null;
  const hundredths = Math.floor((10_000 * part) / whole);
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;
};

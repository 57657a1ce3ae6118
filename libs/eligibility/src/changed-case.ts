import { fenText, ZERO_FEN } from '@fenming/money';
import { latestOf, type GoverningTexts, type ProgrammeId } from '@fenming/programmes';
import {
  changeOf,
  determinationOf,
  fundingText,
  isRefused,
  keyIn,
  readAs,
  streams,
  type ChangedCase,
  type Determination,
  type EnrolmentState,
  type Excess,
  type Proposal,
  type Redetermination,
} from '@fenming/subsidy';
import { assessEnrolment, proposalOf, type RunningCounty } from '@fenming/county';

const NO_FUNDING = { central: ZERO_FEN, province: ZERO_FEN, city: ZERO_FEN, county: ZERO_FEN };
const NOTHING: Proposal = {
  verdict: 'ineligible',
  failing: [],
  amountFen: ZERO_FEN,
  funding: fundingText(NO_FUNDING),
  lines: [],
  texts: [],
  outcomes: [],
};

/** A year as the rules see it now; unknown where the facts cannot be opened any more. Without any text nothing is due. */
const proposed = (county: RunningCounty, texts: GoverningTexts | undefined, state: EnrolmentState, year: number): Proposal => {
  if (texts === undefined) return NOTHING;
  try {
    const assessment = assessEnrolment(county, texts, state, { year });
    return assessment === undefined ? { ...NOTHING, verdict: 'unknown' } : proposalOf(texts, assessment);
  } catch (error) {
    if (error instanceof Error && error.name === 'VaultError') return { ...NOTHING, verdict: 'unknown' };
    throw error;
  }
};

/** What was paid by a text that was withdrawn stays or goes back as its document says; else a person decides. */
const excessOfRules = (county: RunningCounty, state: EnrolmentState, { texts }: Determination): Excess => {
  const versions = state.key === undefined ? [] : county.rules.versions(state.key.programme);
  const withdrawn = versions.find(
    (version) => version.withdrawn !== undefined && texts.some(({ contentHash }) => contentHash === version.contentHash),
  )?.withdrawn;
  if (withdrawn === undefined) return 'undecided';
  return withdrawn.paid === 'stays' ? 'leave' : 'recover';
};

/** A determined year, determined on trial by the rules in force. */
export type Trial = {
  readonly redetermination: Redetermination;
  readonly change: ReturnType<typeof changeOf>;
  readonly before: Determination;
};

export const tried = (county: RunningCounty, state: EnrolmentState, year: number): Trial | undefined => {
  const before = determinationOf(state, year);
  // A year that was taken away, as from a programme that it wholly gave way to, is nobody's to determine again.
  if (state.key === undefined || before === undefined || isRefused(state, year)) return undefined;
  const texts = county.rules.textsOf(state.key.programme, year);
  const proposal = proposed(county, texts, state, year);
  const toleranceFen = texts === undefined ? ZERO_FEN : latestOf(texts).toleranceFen;
  const excess = excessOfRules(county, state, before);
  return {
    before,
    change: changeOf(before, proposal, toleranceFen),
    redetermination: { year, cause: 'rules', proposal, excess },
  };
};

/** What stands on a list of changed cases, by the list's revision in the programme's own stream. */
export const listedCases = async (
  { log }: RunningCounty,
  programme: ProgrammeId,
  revision: number,
): Promise<readonly ChangedCase[]> => {
  const [event] = await log.readStream(streams.redetermination(programme), { from: revision, limit: 1 });
  const listed = event === undefined ? undefined : readAs(event, 'ChangedCasesListed');
  if (listed === undefined) throw new Error(`the redetermination of ${programme} has no list at ${revision}`);
  return listed.cases;
};

/** A listed case that rises, as it would be determined now; undefined where that is not what the list says any more. */
export const asListed = (
  county: RunningCounty,
  state: EnrolmentState,
  { year, wasFen, becomesFen }: ChangedCase,
): Redetermination | undefined => {
  const trial = tried(county, state, year);
  if (trial === undefined) return undefined;
  const { before, redetermination } = trial;
  const becomes = fenText(redetermination.proposal.amountFen);
  // Written already, it comes to what was signed.
  const isFromThere = fenText(before.amountFen) === wasFen || fenText(before.amountFen) === becomesFen;
  return isFromThere && becomes === becomesFen ? redetermination : undefined;
};

/** The same as a line of a list; undefined where nothing would change. */
export const changedCase = (county: RunningCounty, state: EnrolmentState, year: number): ChangedCase | undefined => {
  const trial = tried(county, state, year);
  if (trial === undefined || trial.change === 'unchanged' || state.key === undefined) return undefined;
  const { enrolmentId, caseNumber, village } = keyIn(state, year);
  const { before, change, redetermination } = trial;
  const becomes = change === 'facts_missing' ? before.amountFen : redetermination.proposal.amountFen;
  return {
    enrolmentId,
    caseNumber,
    village,
    year,
    wasFen: fenText(before.amountFen),
    becomesFen: fenText(becomes),
    ...(change === 'raised' ? {} : { person: change }),
  };
};

/** What can be done with programmes and the holiday calendar. */
export { RULEBOOK_HANDLERS } from './command-handlers';
export { DryRuns, type DryRun } from './dry-run';
export { ChangeHolidays } from './holiday-tables';
export { AdoptProgramme, ProposeProgrammes, WithdrawProgramme, type ProposedText } from './versions';

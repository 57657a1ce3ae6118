/** Rosters: the .xlsx lists in which people arrive. Every row of them accounted for, every fault named by row and column; written with the same bytes on every day. */
export { choicesOf, readFact, type FactReading } from './read-fact';
export { sourceColumns, sourceWord, type ComparisonSource } from './comparison-source';
export type { RowCounts } from './list-reading';
export { readComparison, type ComparedRow, type ComparisonReading, type RowSays, type SaidAbout } from './read-comparison';
export { readSource, sourceFaultText, type SourceReading } from './read-source';
export { readRoster, type RosterReading } from './read-roster';
export type { Circumstances, RosterRow, VillageLookup } from './read-row';
export { maskedValue, type FaultCode, type RowFault } from './row-fault';
export { rosterColumns, type RosterColumn, type RosterProgramme } from './roster-columns';
export { writeRoster, writeTemplate, type RosterSheetRow } from './write-roster';

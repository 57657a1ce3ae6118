/** Rosters: the .xlsx lists in which people arrive. Read with every fault named by row and column, written with the same bytes on every machine. */
export { readRoster, type RosterReading } from './read-roster';
export type { RosterRow, VillageLookup } from './read-row';
export type { FaultCode, RowFault } from './row-fault';
export { rosterColumns, type RosterColumn, type RosterProgramme } from './roster-columns';
export { writeRoster, writeTemplate, type RosterSheetRow } from './write-roster';

import { refuse, unreachable, type Decider, type Role } from '../../decider';
import type { RosterImportCode } from './roster-import.refusals';
import { confirmedOnly, forbiddenRole } from '../../permission';
import { yearInReach } from '../../years';
import type { ImportCompleted, ImportStarted, RosterImportEvent } from './roster-import.events';

type RosterFile = { readonly started: ImportStarted['data']; readonly completed?: ImportCompleted['data'] };
/** The roster files of one programme and year, by import id. */
export type RosterImportState = { readonly files: Readonly<Record<string, RosterFile>> };
export type RosterImportCommand =
  | { readonly do: 'start'; readonly file: Omit<ImportStarted['data'], 'number'> }
  | { readonly do: 'complete'; readonly result: ImportCompleted['data'] };

const IMPORTERS: readonly Role[] = ['health', 'township'];

/** A roster file is numbered and started once; after a crash the same file goes on where it stopped. */
export const rosterImportDecider: Decider<RosterImportState, RosterImportCommand, RosterImportEvent, RosterImportCode> = {
  initial: { files: {} },
  evolve: (state, event) => {
    switch (event.type) {
      case 'ImportStarted':
        return { files: { ...state.files, [event.data.importId]: { started: event.data } } };
      case 'ImportCompleted': {
        const file = state.files[event.data.importId];
        return file === undefined
          ? state
          : { files: { ...state.files, [event.data.importId]: { ...file, completed: event.data } } };
      }
      default:
        return unreachable(event);
    }
  },
  decide: (state, command, asked) => {
    const forbidden = IMPORTERS.includes(asked.role) ? confirmedOnly(asked) : forbiddenRole(IMPORTERS);
    if (forbidden !== undefined) return forbidden;
    switch (command.do) {
      case 'start': {
        const refusal = yearInReach(command.file.year, asked);
        if (refusal !== undefined) return refusal;
        const present = state.files[command.file.importId];
        if (present?.completed !== undefined) return refuse('duplicate_file', command.file.importId);
        if (present !== undefined) return [];
        return [{ type: 'ImportStarted', data: { ...command.file, number: Object.keys(state.files).length + 1 } }];
      }
      case 'complete': {
        const present = state.files[command.result.importId];
        if (present === undefined) return refuse('not_found');
        return present.completed === undefined ? [{ type: 'ImportCompleted', data: command.result }] : [];
      }
      default:
        return unreachable(command);
    }
  },
};

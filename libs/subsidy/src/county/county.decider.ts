import { areaContains, type AreaCode } from '@fenming/citizen';
import { refuse, unreachable, type Asked, type Decider, type Decision } from '../decider';
import type { CountyEvent, CountyRestored, ReceivedFile } from './county.events';
import { markRestored, reconcileRestore, type MarkRestored, type ReconcileRestore } from './restore';

export type CountyState = {
  readonly opened?: {
    readonly code: AreaCode;
    readonly name: string;
    readonly demo: boolean;
    readonly regions: readonly string[];
  };
  readonly areas: Readonly<Record<string, string>>;
  /** The simulated instant of a demo county. */
  readonly clock?: string;
  /** The last restore from a backup. Until it is reconciled no money leaves: a bank file may have gone out that this log does not know. */
  readonly restored?: CountyRestored['data'] & { readonly reconciled: boolean };
  /** By file name, what the bank had received when a restored folder was reconciled. */
  readonly received: Readonly<Record<string, ReceivedFile>>;
};
export type CountyCommand =
  | MarkRestored
  | ReconcileRestore
  | {
      readonly do: 'open';
      readonly code: AreaCode;
      readonly name: string;
      readonly demo: boolean;
      readonly regions: readonly string[];
      /** Where the simulated time of a demo county begins. */ readonly clock?: string;
    }
  | { readonly do: 'register-areas'; readonly areas: readonly { readonly code: AreaCode; readonly name: string }[] }
  | { readonly do: 'advance-clock'; readonly to: string };

const evolve = (state: CountyState, event: CountyEvent): CountyState => {
  switch (event.type) {
    case 'CountyOpened':
      return { ...state, opened: event.data };
    case 'AreasRegistered':
      return {
        ...state,
        areas: { ...state.areas, ...Object.fromEntries(event.data.areas.map(({ code, name }) => [code, name])) },
      };
    case 'ClockAdvanced':
      return { ...state, clock: event.data.to };
    case 'CountyRestored':
      return { ...state, restored: { ...event.data, reconciled: false } };
    case 'RestoreReconciled': {
      const received = Object.fromEntries(event.data.bankFiles.map(({ known: _known, ...file }) => [file.fileName, file]));
      return {
        ...state,
        ...(state.restored === undefined ? {} : { restored: { ...state.restored, reconciled: true } }),
        received: { ...state.received, ...received },
      };
    }
    default:
      return unreachable(event);
  }
};

const open = (state: CountyState, command: Extract<CountyCommand, { do: 'open' }>): Decision<CountyEvent> => {
  const { code, name, demo, regions, clock } = command;
  const { opened } = state;
  if (clock !== undefined && !demo) return refuse('not_demo');
  const beginning: readonly CountyEvent[] = clock === undefined ? [] : [{ type: 'ClockAdvanced', data: { to: clock } }];
  if (opened === undefined) return [{ type: 'CountyOpened', data: { code, name, demo, regions } }, ...beginning];
  const same = opened.code === code && opened.name === name && opened.demo === demo && opened.regions.join() === regions.join();
  return same ? [] : refuse('county_already_open', opened.name);
};

/** Opens the folder for one county. Simulated time exists only where the first event says that it is a demo county, and moves only forward. */
export const countyDecider: Decider<CountyState, CountyCommand, CountyEvent> = {
  initial: { areas: {}, received: {} },
  evolve,
  decide: (state, command, asked: Asked) => {
    if (command.do === 'reconcile-restore') return reconcileRestore(state, command, asked);
    if (asked.role !== 'system') return refuse('forbidden_role', 'system');
    if (command.do === 'open') return open(state, command);
    if (state.opened === undefined) return refuse('county_not_open');
    switch (command.do) {
      case 'register-areas': {
        const { code: county } = state.opened;
        const outside = command.areas.find(({ code }) => !areaContains(county, code));
        if (outside !== undefined) return refuse('forbidden_area', outside.code);
        const known = command.areas.filter(({ code }) => state.areas[code] !== undefined);
        const renamed = known.find(({ code, name }) => state.areas[code] !== name);
        if (renamed !== undefined) return refuse('area_conflict', renamed.code);
        const fresh = command.areas.filter(({ code }) => state.areas[code] === undefined);
        return fresh.length === 0 ? [] : [{ type: 'AreasRegistered', data: { areas: fresh } }];
      }
      case 'mark-restored':
        return markRestored(command);
      case 'advance-clock': {
        if (!state.opened.demo) return refuse('not_demo');
        if (state.clock === command.to) return [];
        // A county that was opened on the machine's clock has events of today, and no later one may be older.
        const now = state.clock ?? asked.at;
        if (command.to < now) return refuse('clock_backwards', now);
        return [{ type: 'ClockAdvanced', data: { to: command.to } }];
      }
      default:
        return unreachable(command);
    }
  },
};

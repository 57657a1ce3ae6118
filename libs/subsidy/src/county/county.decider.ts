import type { AreaCode } from '@fenming/citizen';
import { isRefusal, refuse, unreachable, type ActorId, type Asked, type Decider, type Decision } from '../decider';
import type { CountyDeciderCode } from './county.refusals';
import { registerAreas, type RegisterAreas } from './areas';
import {
  confirmCorrection,
  proposeCorrection,
  regionsOrRefusal,
  type ConfirmCorrection,
  type ProposeCorrection,
} from './correction';
import type { CountyEvent, CountyOpened } from './county.events';
import { NOWHERE, type CountyState, type OpenedCounty } from './county.state';
import { forbiddenRole } from '../permission';
import { markRestored, reconcileRestore, type MarkRestored, type ReconcileRestore } from './restore';

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
  | ProposeCorrection
  | ConfirmCorrection
  | RegisterAreas
  | { readonly do: 'advance-clock'; readonly to: string };

type Later = Exclude<CountyEvent, CountyOpened>;

const evolveOpened = (state: OpenedCounty, event: Later, by: ActorId): OpenedCounty => {
  switch (event.type) {
    case 'CountyCorrectionProposed':
      return { ...state, correction: { ...event.data, by } };
    case 'CountyCorrected': {
      const { correction: _confirmed, ...rest } = state;
      const { name, regions } = event.data;
      return { ...rest, opened: { ...state.opened, name, regions } };
    }
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
      if (state.restored === undefined) return contradicts(event);
      const received = Object.fromEntries(event.data.bankFiles.map(({ known: _known, ...file }) => [file.fileName, file]));
      return {
        ...state,
        restored: { ...state.restored, reconciled: true },
        received: { ...state.received, ...received },
      };
    }
    default:
      return unreachable(event);
  }
};

/** An event stands where none can: the log contradicts itself, and nothing is decided on it. */
const contradicts = ({ type }: CountyEvent): never => {
  throw new Error(`the county has ${type} where it cannot stand`);
};

const evolve = (state: CountyState, event: CountyEvent, by: ActorId): OpenedCounty => {
  if (state.opened === undefined) return event.type === 'CountyOpened' ? { ...state, opened: event.data } : contradicts(event);
  return event.type === 'CountyOpened' ? contradicts(event) : evolveOpened(state, event, by);
};

const open = (state: CountyState, command: Extract<CountyCommand, { do: 'open' }>): Decision<CountyEvent, CountyDeciderCode> => {
  const { code, name, demo, clock } = command;
  const { opened } = state;
  if (clock !== undefined && !demo) return refuse('not_demo');
  const regions = regionsOrRefusal(command.regions, demo);
  if (opened === undefined) {
    if (isRefusal(regions)) return regions;
    const beginning: readonly CountyEvent[] = clock === undefined ? [] : [{ type: 'ClockAdvanced', data: { to: clock } }];
    return [{ type: 'CountyOpened', data: { code, name, demo, regions } }, ...beginning];
  }
  const same = opened.code === code && opened.name === name && opened.demo === demo;
  return same && !isRefusal(regions) && opened.regions.join() === regions.join()
    ? []
    : refuse('county_already_open', opened.name);
};

/** Opens the folder for one county. Simulated time exists only where the first event says that it is a demo county, and moves only forward. */
export const countyDecider: Decider<CountyState, CountyCommand, CountyEvent, CountyDeciderCode> = {
  initial: NOWHERE,
  evolve,
  decide: (state, command, asked: Asked) => {
    if (command.do === 'reconcile-restore') return reconcileRestore(state, command, asked);
    if (state.opened !== undefined && command.do === 'propose-correction') return proposeCorrection(state, command, asked);
    if (state.opened !== undefined && command.do === 'confirm-correction') return confirmCorrection(state, command, asked);
    if (asked.role !== 'system') return forbiddenRole(['system']);
    if (command.do === 'open') return open(state, command);
    if (state.opened === undefined || command.do === 'propose-correction' || command.do === 'confirm-correction')
      return refuse('county_not_open');
    switch (command.do) {
      case 'register-areas':
        return registerAreas(state, command);
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

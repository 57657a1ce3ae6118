import { ChangeHolidaysHandler } from './holiday-tables';
import { AdoptProgrammeHandler, ProposeProgrammesHandler, WithdrawProgrammeHandler } from './versions';

/** Everything that can be done here. */
export const RULEBOOK_HANDLERS = [
  ProposeProgrammesHandler,
  AdoptProgrammeHandler,
  WithdrawProgrammeHandler,
  ChangeHolidaysHandler,
] as const;

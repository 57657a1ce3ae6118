import { ChangeHolidaysHandler } from './holiday-tables';
import { ProposeProgrammesHandler, AdoptProgrammeHandler } from './versions';

/** Everything that can be done here. */
export const RULEBOOK_HANDLERS = [ProposeProgrammesHandler, AdoptProgrammeHandler, ChangeHolidaysHandler] as const;

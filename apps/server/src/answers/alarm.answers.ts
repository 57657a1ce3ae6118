import type { Alarm } from '@fenming/county';
import { Has, nameIn, text } from './fields';

const CODES: Readonly<Record<Alarm['code'], true>> = {
  log_set_back: true,
  restored_unreconciled: true,
  history_incomplete: true,
  file_unknown: true,
  log_replaced: true,
  log_written: true,
  disk_full: true,
  clock_set_back: true,
  log_silent: true,
  log_refused: true,
  no_worker: true,
  queue_away: true,
  piece_retried: true,
};
/** Why no money moves now, or what is wrong with the machine. */
export class AlarmAnswer implements Alarm {
  @Has(nameIn(CODES)) code!: Alarm['code'];
  @Has(text) sentence!: string;
}

import { ACTOR, ACTOR_CHANGE } from './actors/actors.table';
import { APPROPRIATION } from './appropriations/appropriations.table';
import { BALANCE, ENTITLEMENT } from './balances/balances.table';
import { BANK_FILE, BATCH, BATCH_STEP, BATCH_TOTAL } from './batches/batches.table';
import { AREA, COUNTY } from './county/county.table';
import type { Table } from './engine/table';
import { ENROLMENT, ENROLMENT_YEAR } from './enrolments/enrolments.table';
import { ROSTER_IMPORT } from './imports/imports.table';
import { CLOSED_YEAR, PAID_CHUNK, POSTING, ROSTER_CHUNK } from './ledger/ledger.table';
import { NOTICE } from './notices/notices.table';
import { OBJECTION } from './objections/objections.table';
import { IDENTITY, PAYEE } from './payees/payees.table';
import { PAYMENT } from './payments/payments.table';
import { PROGRAMME_VERSION } from './programmes/programmes.table';
import { RECOVERY } from './recoveries/recoveries.table';
import { OPEN_REQUEST } from './requests/requests.table';
import { TIMELINE } from './timeline/timeline.table';

/** Every table of the views, in the order in which digests and differences name them. */
export const TABLES: readonly Table[] = [
  COUNTY,
  AREA,
  ACTOR,
  ACTOR_CHANGE,
  PROGRAMME_VERSION,
  ROSTER_IMPORT,
  ENROLMENT,
  ENROLMENT_YEAR,
  TIMELINE,
  NOTICE,
  OBJECTION,
  ENTITLEMENT,
  BALANCE,
  APPROPRIATION,
  BATCH,
  BATCH_STEP,
  BATCH_TOTAL,
  BANK_FILE,
  PAYMENT,
  POSTING,
  ROSTER_CHUNK,
  PAID_CHUNK,
  CLOSED_YEAR,
  PAYEE,
  IDENTITY,
  RECOVERY,
  OPEN_REQUEST,
];

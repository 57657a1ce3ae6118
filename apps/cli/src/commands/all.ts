import { addAppropriation } from './appropriation';
import { addAudit } from './audit';
import { addBackup } from './backup';
import { addBank } from './bank';
import { addBatch } from './batch';
import { addCalendar } from './calendar';
import { addCompare } from './compare';
import { addConfirm } from './confirm';
import { addCounty } from './county';
import { addDeath } from './death';
import { addDemo } from './demo';
import { addEligibility } from './eligibility';
import { addExit } from './exit';
import { addPaidElsewhere } from './paid-elsewhere';
import { addTransfer } from './transfer';
import { addFact } from './fact';
import { addHold } from './hold';
import { addIdentity } from './identity';
import { addImport } from './import';
import { addInit } from './init';
import { addLead } from './lead';
import { addNotice } from './notice';
import { addOverpaid } from './overpaid';
import { addRecovery } from './recovery';
import { addDeterminations } from './determinations';
import { addOwed } from './owed';
import { addProgramme } from './programme';
import { addReconcileRestore } from './reconcile-restore';
import { addRedetermine } from './redetermine';
import { addRejection } from './rejection';
import { addRestore } from './restore';
import { addServe } from './serve';
import { addUnreviewed } from './unreviewed';
import { addUnpaid } from './unpaid';
import { addUser } from './user/user';
import { addVersion } from './version';

/** In the order in which help lists them. */
export const COMMANDS = [
  addDemo,
  addServe,
  addInit,
  addCounty,
  addUser,
  addImport,
  addConfirm,
  addNotice,
  addAppropriation,
  addBatch,
  addBank,
  addProgramme,
  addRedetermine,
  addCalendar,
  addEligibility,
  addDeath,
  addExit,
  addTransfer,
  addPaidElsewhere,
  addHold,
  addRejection,
  addFact,
  addIdentity,
  addCompare,
  addLead,
  addDeterminations,
  addOwed,
  addOverpaid,
  addRecovery,
  addUnpaid,
  addUnreviewed,
  addAudit,
  addBackup,
  addRestore,
  addReconcileRestore,
  addVersion,
];

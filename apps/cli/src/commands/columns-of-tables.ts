import { spoken } from '@fenming/language';
import { PAYMENT_STATES, PERSON_CAUSES, ROLE_NAMES, STEP_NAMES } from '@fenming/words';
import { among, type Column } from './column-values';
import { AREA_LEVELS } from './ledger-words';

/** Where a name means another thing in one table. */
export const IN_TABLE: Readonly<Record<string, Readonly<Record<string, Column>>>> = {
  actor_change: {
    detail: [
      { zh: '说明', en: 'note' },
      among(ROLE_NAMES, spoken({ password: { zh: '密码', en: 'password' }, token: { zh: '令牌', en: 'token' } })),
    ],
  },
  area: { level: [{ zh: '级别', en: 'level' }, among(AREA_LEVELS)] },
  batch_total: { step: [{ zh: '步骤', en: 'step' }, among(STEP_NAMES)] },
  county: { code: [{ zh: '县代码', en: 'county code' }], name: [{ zh: '县名', en: 'county name' }] },
  objection: {
    state: [
      { zh: '状态', en: 'state' },
      among(
        spoken({
          open: { zh: '待处理', en: 'to be decided' },
          upheld: { zh: '成立', en: 'upheld' },
          dismissed: { zh: '不成立', en: 'dismissed' },
        }),
      ),
    ],
  },
  payment: { state: [{ zh: '状态', en: 'state' }, among(PAYMENT_STATES)] },
  changed_case: { cause: [{ zh: '由人决定的原因', en: 'why a person decides' }, among(PERSON_CAUSES)] },
  redetermination: {
    state: [
      { zh: '状态', en: 'state' },
      among(
        spoken({
          computed: { zh: '已试算', en: 'computed' },
          signed: { zh: '已由一人签字', en: 'signed by one person' },
          approved: { zh: '已签字', en: 'signed' },
          applied: { zh: '已写入', en: 'written' },
        }),
      ),
    ],
  },
  programme_version: {
    state: [
      { zh: '状态', en: 'state' },
      among(
        spoken({
          proposed: { zh: '已提出', en: 'proposed' },
          adopted: { zh: '已采用', en: 'adopted' },
          withdrawn: { zh: '已废止', en: 'withdrawn' },
        }),
      ),
    ],
  },
};

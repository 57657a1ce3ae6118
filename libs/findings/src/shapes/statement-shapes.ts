import { HELD_FOR } from '@fenming/subsidy';
import { key, type ShapesOf } from './eligibility-shapes';
import { oneOf, optional, text, year } from './shape';

const statement = { personId: text, statement: text };
const identity = { ...statement, sealedIdentity: text, documentNo: text };

/** What documents say of the facts about a person, and what follows in the cases. */
export const STATEMENTS = {
  StatementMade: {
    title: { zh: '提出事实更正', en: 'statement of a fact made' },
    fields: {
      ...statement,
      fact: text,
      title: text,
      kind: oneOf('correction', 'change'),
      sealedStatement: text,
      documentNo: text,
      reason: text,
    },
  },
  StatementAccepted: { title: { zh: '确认事实更正', en: 'statement of a fact accepted' }, fields: statement },
  StatementDropped: {
    title: { zh: '撤回事实更正', en: 'statement of a fact dropped' },
    fields: { ...statement, reason: text },
  },
  IdentityCorrectionProposed: {
    title: { zh: '提出更正身份', en: 'correction of an identity proposed' },
    fields: { ...identity, note: text },
  },
  IdentityCorrectionDropped: {
    title: { zh: '撤回身份更正', en: 'correction of an identity dropped' },
    fields: { ...statement, note: text },
  },
  IdentityCorrected: { title: { zh: '更正身份', en: 'identity corrected' }, fields: identity },
  CaseHeld: {
    title: { zh: '暂停办理', en: 'case held' },
    fields: {
      ...key,
      hold: text,
      cause: oneOf(...HELD_FOR),
      fact: optional(text),
      note: optional(text),
      dueOn: optional(text),
    },
  },
  HoldReleased: {
    title: { zh: '恢复办理', en: 'hold released' },
    fields: { ...key, hold: text, note: optional(text) },
  },
  FactsCorrected: {
    title: { zh: '更正事实', en: 'facts corrected' },
    fields: { ...key, year, statement: text, documentNo: text, sealedFacts: text },
  },
  ObjectionRemedied: {
    title: { zh: '异议属实并已更正', en: 'objection remedied' },
    fields: { ...key, objectionId: text, year, statement: text, reason: text },
  },
} satisfies ShapesOf<
  | 'StatementMade'
  | 'StatementAccepted'
  | 'StatementDropped'
  | 'IdentityCorrectionProposed'
  | 'IdentityCorrectionDropped'
  | 'IdentityCorrected'
  | 'CaseHeld'
  | 'HoldReleased'
  | 'FactsCorrected'
  | 'ObjectionRemedied'
>;

import {
  AREA_LEVELS,
  CREDENTIAL_KINDS,
  LEAD_ABOUTS,
  LEAD_STATES,
  OBJECTION_STATES,
  PAYMENT_STATES,
  PERSON_CAUSES,
  ROLE_NAMES,
  RUN_STATES,
  STEP_NAMES,
  VERSION_STATES,
} from '@fenming/words';
import { among, type Column, type Words } from './column-values';

const state = (words: Words): Column => [{ zh: '状态', en: 'state' }, among(words)];

/** Where a name means another thing in one table. */
export const IN_TABLE: Readonly<Record<string, Readonly<Record<string, Column>>>> = {
  actor_change: { detail: [{ zh: '说明', en: 'note' }, among(ROLE_NAMES, CREDENTIAL_KINDS)] },
  area: { level: [{ zh: '级别', en: 'level' }, among(AREA_LEVELS)] },
  batch_total: { step: [{ zh: '环节', en: 'step' }, among(STEP_NAMES)] },
  comparison: { unknown: [{ zh: '无从对照', en: 'unknown' }], number: [{ zh: '第几份', en: 'number' }] },
  county: { code: [{ zh: '县代码', en: 'county code' }], name: [{ zh: '县名', en: 'county name' }] },
  objection: { state: state(OBJECTION_STATES) },
  payment: { state: state(PAYMENT_STATES) },
  changed_case: { cause: [{ zh: '由人决定的原因', en: 'why a person decides' }, among(PERSON_CAUSES)] },
  lead: {
    state: state(LEAD_STATES),
    number: [{ zh: '第几条', en: 'number' }],
    about: [{ zh: '线索种类', en: 'kind' }, among(LEAD_ABOUTS)],
    title: [{ zh: '内容', en: 'what' }],
  },
  redetermination: { state: state(RUN_STATES) },
  programme_version: { state: state(VERSION_STATES) },
};

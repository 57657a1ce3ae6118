import type { RowSays } from '@fenming/rosters';
import { comparedWith, type CaseOnRecord } from './compared-facts';

const widowed: RowSays = { about: 'fact', fact: 'marital', title: '婚姻状况', written: '丧偶' };
const died = (written: string): RowSays => ({ about: 'death', fact: 'death', title: '死亡日期', written });
const drawn: RowSays = { about: 'paid', fact: 'paid', title: '待遇名称', written: '养老金' };
const caseWith = (marital: string, isOpen = true): CaseOnRecord => ({
  isOpen,
  word: ({ fact, title }) => (fact === 'marital' && title === '婚姻状况' ? marital : ''),
});

describe('what another body says of a fact', () => {
  it('agrees where the same word is on record, and differs where another is', () => {
    expect(comparedWith(widowed, { cases: [caseWith('丧偶')] })).toEqual({ outcome: 'agreed', differing: [] });
    expect(comparedWith(widowed, { cases: [caseWith('已婚')] }).outcome).toBe('differs');
  });

  it('differs in those cases alone that say otherwise', () => {
    const [same, other] = [caseWith('丧偶'), caseWith('离异')];
    expect(comparedWith(widowed, { cases: [same, other] })).toEqual({ outcome: 'differs', differing: [other] });
  });

  it('is unknown where no open case asks for it, or has anything on record', () => {
    expect(comparedWith(widowed, { cases: [] }).outcome).toBe('unknown');
    expect(comparedWith(widowed, { cases: [caseWith('')] }).outcome).toBe('unknown');
    expect(comparedWith(widowed, { cases: [caseWith('已婚', false)] }).outcome).toBe('unknown');
    expect(comparedWith({ ...widowed, title: '子女婚姻状况' }, { cases: [caseWith('已婚')] }).outcome).toBe('unknown');
  });
});

describe('what another body says of a death', () => {
  const [open, left] = [caseWith(''), caseWith('', false)];
  it('agrees with that day on record, also where the case has ended', () => {
    expect(comparedWith(died('2024-06-18'), { diedOn: '2024-06-18', cases: [left] }).outcome).toBe('agreed');
  });

  it('differs where another day is recorded, or none and somebody is to be paid', () => {
    const later = comparedWith(died('2024-07-02'), { diedOn: '2024-06-18', cases: [left] });
    expect(later).toEqual({ outcome: 'differs', differing: [left] });
    expect(comparedWith(died('2024-07-02'), { cases: [open, left] })).toEqual({ outcome: 'differs', differing: [open] });
  });

  it('is unknown of somebody who has no open case', () => {
    expect(comparedWith(died('2024-07-02'), { cases: [left] }).outcome).toBe('unknown');
  });
});

describe('what somebody draws elsewhere', () => {
  it('is a lead in every open case, and nothing that could agree', () => {
    const open = caseWith('');
    expect(comparedWith(drawn, { cases: [open, caseWith('', false)] })).toEqual({ outcome: 'differs', differing: [open] });
    expect(comparedWith(drawn, { cases: [] }).outcome).toBe('unknown');
  });
});

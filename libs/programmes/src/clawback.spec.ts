import { fen, ZERO_FEN } from '@fenming/money';
import { recoveryOf } from './index';

const footing = { clause: '条例第三十八条', source: 'L02' };
const programme = {
  id: 'FEE',
  clawback: {
    fraud: { cause: 'fraud', recover: true, ...footing },
    further_birth: { cause: 'further_birth', recover: false, ...footing },
  },
} as const;

describe('a recovery', () => {
  it('takes back what was paid beyond what was due', () => {
    expect(recoveryOf(programme, 'fraud', fen(48_000), fen(16_000))).toEqual({ decided: true, recoverFen: 32_000, ...footing });
  });

  it('takes back nothing where the rule lets the family keep it', () => {
    expect(recoveryOf(programme, 'further_birth', fen(48_000), ZERO_FEN)).toMatchObject({ decided: true, recoverFen: 0 });
  });

  it('takes back nothing when too little was paid', () => {
    expect(recoveryOf(programme, 'fraud', fen(10), fen(20))).toMatchObject({ recoverFen: 0 });
  });

  it('is left to a person where the programme says nothing', () => {
    expect(recoveryOf(programme, 'moved_out', fen(48_000), ZERO_FEN)).toEqual({
      decided: false,
      programme: 'FEE',
      cause: 'moved_out',
    });
  });
});

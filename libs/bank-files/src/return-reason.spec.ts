import { DEMO_BANK } from './demo-bank';
import { REASON_TEXTS, type ReturnReason } from './return-reason';

describe('the reasons of a return', () => {
  it('forbid a reissue where the money may have arrived or the payee may be dead', () => {
    const held = (Object.keys(REASON_TEXTS) as ReturnReason[]).filter((reason) => !REASON_TEXTS[reason].reissue);
    expect(held).toEqual(['FROZEN', 'UNKNOWN']);
  });

  it('each have a code at the demo bank, which never doubles as success', () => {
    expect(new Set(Object.values(DEMO_BANK.returnCodes))).toEqual(new Set(Object.keys(REASON_TEXTS)));
    expect(Object.keys(DEMO_BANK.returnCodes)).not.toContain(DEMO_BANK.settledCode);
  });
});

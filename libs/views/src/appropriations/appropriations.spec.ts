import { streams, type AppropriationReceived } from '@fenming/subsidy';
import type { AreaCode } from '@fenming/citizen';
import { given } from '../histories/given.fixture';
import { Recorder } from '../histories/recorder.fixture';

const area = '991001' as AreaCode;

describe('appropriations', () => {
  const receive = (to: Recorder, layer: AppropriationReceived['data']['layer'], documentNo: string, amountFen: string): void =>
    to.record(
      streams.appropriation('FIRST_AID', 2023, area),
      {
        type: 'AppropriationReceived',
        data: { programme: 'FIRST_AID', year: 2023, area, layer, documentNo, amountFen, arrivedOn: '2023-06-01' },
      },
      { actor: 'maker', role: 'finance-maker' },
    );

  it('are listed by document and funding layer, and add up to the county’s appropriated amount', () => {
    const to = new Recorder();
    receive(to, 'province', '财社〔2023〕2号', '500');
    receive(to, 'central', '财社〔2023〕1号', '1500');
    const views = given(to);
    expect(views.appropriations(2023).map(({ layer, document_no, amount_fen }) => [layer, document_no, amount_fen])).toEqual([
      ['central', '财社〔2023〕1号', 1500],
      ['province', '财社〔2023〕2号', 500],
    ]);
    expect(views.balances()).toMatchObject([{ area, appropriated_fen: 2000, remaining_fen: 2000 }]);
    expect(views.appropriations(2024)).toEqual([]);
  });

  it('stop the views where a sum is past what a whole number can hold', () => {
    const to = new Recorder();
    receive(to, 'central', '1', String(Number.MAX_SAFE_INTEGER));
    receive(to, 'central', '2', '1');
    expect(() => given(to)).toThrow('past the largest exact amount');
  });
});

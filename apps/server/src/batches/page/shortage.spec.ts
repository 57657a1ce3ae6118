import { fen } from '@fenming/money';
import { shortageWarning } from './shortage';

const short = { layer: 'central', neededFen: fen(96_000), availableFen: fen(6_000), missingFen: fen(90_000) } as const;
const said = (closed: boolean): string => shortageWarning([{ ...short, closed }])?.text ?? '';

describe('what a batch page says of money that does not reach', () => {
  it('asks for more while the books of the year are open, and says that none can be added once they are closed', () => {
    expect(said(false)).toContain('补足之前不能放款');
    expect(said(true)).toContain('已经结账，不能再补足：这一批次不能放款');
    for (const closed of [false, true]) expect(said(closed)).toContain('中央：名单需 960.00 元，可用 60.00 元，还缺 900.00 元');
  });
});

import { fen, ZERO_FEN } from '@fenming/money';
import { moneyPage } from './money.page';

const NOTHING = {
  appropriated_fen: ZERO_FEN,
  adjusted_fen: ZERO_FEN,
  carried_in_fen: ZERO_FEN,
  available_fen: ZERO_FEN,
  reserved_fen: ZERO_FEN,
  in_transit_fen: ZERO_FEN,
  settled_fen: ZERO_FEN,
  returned_fen: ZERO_FEN,
  recovered_fen: ZERO_FEN,
  carried_out_fen: ZERO_FEN,
  lapsed_fen: ZERO_FEN,
};
const BOOK = {
  programme: 'RURAL_REWARD',
  name: '农村奖扶',
  year: 2023,
  area: '991001',
  closed_on: null,
  balanced: true,
  layers: [],
  total: { ...NOTHING, settled_fen: fen(647_328_000) },
} as unknown as Parameters<typeof moneyPage>[0]['books'][number];

describe('the page of a year’s money', () => {
  it('explains to the fen why more was paid than was due: a death that became known after the payment', () => {
    const owed = {
      due_fen: fen(647_280_000),
      unpaid_fen: ZERO_FEN,
      overpaid_fen: fen(48_000),
      settled_fen: fen(647_328_000),
      recovered_fen: fen(48_000),
      recovering_fen: ZERO_FEN,
      left_fen: ZERO_FEN,
      undecided_fen: ZERO_FEN,
    };
    const text = String(moneyPage({ year: 2023, books: [{ ...BOOK, owed }] }).text);
    expect(text).toContain('应发 6,472,800.00 − 待发 0.00 + 多发 480.00 = 已发 6,473,280.00 元。');
    expect(text).toContain('已追回 480.00 元，追回中 0.00 元');
  });
});

import { instant } from '@fenming/calendar';
import { asOfSentence } from './clock-text';

describe('what may be older than now', () => {
  it('says until when it is whole, by the clocks of the county', () => {
    expect(asOfSentence(instant('2026-03-01T16:30:05.000Z'))).toMatch(/^数据截至 2026-03-02 00:30:05（服务器时间）：/);
  });
});

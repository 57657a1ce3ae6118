import { untranslatedIn } from './english';
import { typeEveryCommand } from './every-command';

/** Names of the county, its people, its banks and its days off, and what was typed; a holiday table and a layout are shown as the file that they are. */
const NAMES = [
  '样县',
  '样例县',
  '示例县',
  '青石镇',
  '上河村',
  '柳青山',
  '路桂香',
  '柳*山',
  '路*香',
  '岗位',
  '丹江农村商业银行',
  '合计',
  '县卫健委',
  '卫健委',
  '迎宾社区',
  '青禾街道',
  '计生专干',
  '计生办',
  '县财政局',
  '县纪委监委',
  '经办',
  '复核',
  '审核',
  '审批',
  '放款',
  '（示例代办）',
  '国务院办公厅关于',
  '年部分节假日安排的通知',
  '示例：2027年节假日安排',
  '年度',
  '文件',
  '文号',
  '放假',
  '上班',
  '元旦',
  '春节',
  '劳动节',
  '国庆节',
];

const said: string[] = [];

describe('every command, typed by somebody who reads English', () => typeEveryCommand('en', (told) => said.push(told)));

describe('whoever asks for English', () => {
  it('is told nothing in Chinese but names', () => {
    expect(said.length).toBeGreaterThan(60);
    expect([...new Set(said.flatMap((told) => untranslatedIn(told, NAMES)))]).toEqual([]);
  });
});

import { runInNewContext } from 'node:vm';
import { speakIn, type Language } from '@fenming/language';
import { fen } from '@fenming/money';
import type { BatchProgress } from '@fenming/views';
import { live } from './live';

const PAYING: BatchProgress = {
  state: 'released',
  paused: false,
  lines: 12_000,
  instructed: 3_999,
  sum_fen: fen(383_904_000),
  exceptions: 1,
  chunks: 12,
  chunks_done: 4,
  files: 0,
  settled: 0,
  failed: 0,
};
const ANSWERING: BatchProgress = { ...PAYING, state: 'result_recorded', instructed: 11_999, settled: 5_000, failed: 2 };

const textOf = (page: string, tag: RegExp): string => tag.exec(page)?.[1] ?? '';
const shown = (language: Language, progress: BatchProgress): string =>
  speakIn(language, () => live('RURAL_REWARD-2023-991002-1', progress, 'n')?.text ?? '');
const firstText = (page: string): string => textOf(page, /<p id="live-text"[^>]*>([^<]*)</);

type Heard = Readonly<Record<string, (event: { readonly data: string }) => void>>;
/** What a browser that has loaded the page shows when the server tells it of `progress`, and when the connection is lost. */
const followed = (page: string, progress: BatchProgress): { readonly told: string; readonly lost: string } => {
  const heard: Record<string, Heard[string]> = {};
  const dataset = Object.fromEntries([...page.matchAll(/data-(\w+)="([^"]*)"/g)].map(([, name = '', value]) => [name, value]));
  const elements: Readonly<Record<string, object>> = { live: { dataset }, 'live-bar': {}, 'live-text': { textContent: '' } };
  const source: { onerror?: () => void } = {};
  const EventSource = function (): object {
    return Object.assign(source, { addEventListener: (name: string, on: Heard[string]) => (heard[name] = on) });
  };
  const text = elements['live-text'] as { readonly textContent: string };
  runInNewContext(textOf(page, /<script nonce="n">(.*?)<\/script>/s), {
    document: { getElementById: (id: string) => elements[id] },
    EventSource,
  });
  heard['progress']?.({ data: JSON.stringify(progress) });
  const told = text.textContent;
  source.onerror?.();
  return { told, lost: text.textContent };
};

describe.each([
  ['zh', '已生成发放指令 3,999／12,000 笔，3,839,040.00 元；暂缓 1 笔；第 4／12 段', '到账 5,000 笔，退票 2 笔，共 11,999 笔'],
  [
    'en',
    'Payments instructed: 3,999 of 12,000, 3,839,040.00 yuan; held back: 1; chunk 4 of 12',
    '5,000 arrived, 2 returned, of 11,999',
  ],
] as const)('the bar of a batch that is being paid, in %s', (language, paying, answering) => {
  it('says how far it is', () => {
    expect(firstText(shown(language, PAYING))).toBe(paying);
    expect(firstText(shown(language, ANSWERING))).toContain(answering);
  });

  it('moves in a browser in the words that the server would have written', () => {
    const page = shown(language, PAYING);
    expect(followed(page, PAYING).told).toBe(paying);
    expect(followed(page, ANSWERING).told).toBe(firstText(shown(language, ANSWERING)));
    expect(followed(page, PAYING).lost).toBe(
      { zh: '连接中断，正在重新连接…', en: 'The connection was lost; connecting again…' }[language],
    );
  });
});

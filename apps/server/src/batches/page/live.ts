import { say } from '@fenming/language';
import { formatYuan } from '@fenming/money';
import { isUnderWay, type BatchProgress } from '@fenming/views';
import { html, Html } from '../../pages/html';

/** What the server writes at first, and a browser that follows along whenever a figure changes: each name in braces stands for its figure. */
const answering = (): string =>
  say(
    '正在登记回盘：到账 {settled} 笔，退票 {failed} 笔，共 {instructed} 笔',
    'The bank return is being recorded: {settled} arrived, {failed} returned, of {instructed} in all',
  );
const paying = (): string =>
  say(
    '已生成发放指令 {instructed}／{lines} 笔，{yuan} 元；暂缓 {exceptions} 笔；第 {chunks_done}／{chunks} 段',
    'Payments instructed: {instructed} of {lines}, {yuan} yuan; held back: {exceptions}; chunk {chunks_done} of {chunks}',
  );
const lost = (): string => say('连接中断，正在重新连接…', 'The connection was lost; connecting again…');

const said = (progress: BatchProgress): string => {
  const figures: Readonly<Record<string, unknown>> = { ...progress, yuan: formatYuan(progress.sum_fen) };
  const text = progress.state === 'result_recorded' ? answering() : paying();
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const figure = figures[name];
    return typeof figure === 'number' ? figure.toLocaleString('zh-CN') : String(figure);
  });
};

const done = ({ state, instructed, exceptions, settled, failed }: BatchProgress): number =>
  state === 'result_recorded' ? settled + failed : instructed + exceptions;
const whole = ({ state, lines, instructed }: BatchProgress): number => (state === 'result_recorded' ? instructed : lines);

/** The server's own words, for a browser that follows along. At the end the page is read once more. */
const SCRIPT = new Html(`
(function () {
  var live = document.getElementById('live'), bar = document.getElementById('live-bar'), text = document.getElementById('live-text');
  var words = live.dataset, source = new EventSource('/api/v1/batches/' + encodeURIComponent(words.batch) + '/progress');
  function number(count) { return count.toLocaleString('zh-CN'); }
  function yuan(fen) { return number(Math.floor(fen / 100)) + '.' + String(fen % 100).padStart(2, '0'); }
  source.addEventListener('progress', function (event) {
    var p = JSON.parse(event.data), back = p.state === 'result_recorded';
    bar.max = Math.max(1, back ? p.instructed : p.lines);
    bar.value = back ? p.settled + p.failed : p.instructed + p.exceptions;
    text.textContent = (back ? words.answering : words.paying).replace(/\\{(\\w+)\\}/g, function (_, name) {
      return name === 'yuan' ? yuan(p.sum_fen) : number(p[name]);
    });
  });
  source.addEventListener('end', function () { source.close(); location.reload(); });
  source.onerror = function () { text.textContent = words.lost; };
})();
`);

/** The bar of a batch that is being paid or whose answer is being recorded. It moves by itself; without script the page is read again. */
export const live = (batch: string, progress: BatchProgress, nonce: string): Html | undefined => {
  if (!isUnderWay(progress) && !progress.paused) return undefined;
  return html` <section
    id="live"
    data-batch="${batch}"
    data-paying="${paying()}"
    data-answering="${answering()}"
    data-lost="${lost()}"
    class="no-print"
  >
    <h2>${progress.paused ? say('发放已暂停', 'The payments are paused') : say('发放进度', 'Progress of the payments')}</h2>
    <progress id="live-bar" max="${Math.max(1, whole(progress))}" value="${done(progress)}">${done(progress)}</progress>
    <p id="live-text" aria-live="polite">${said(progress)}</p>
    ${
      isUnderWay(progress)
        ? html`<script nonce="${nonce}">
            ${SCRIPT};
          </script>`
        : undefined
    }
  </section>`;
};

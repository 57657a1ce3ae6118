import { formatYuan } from '@fenming/money';
import { isUnderWay, type BatchProgress } from '@fenming/views';
import { html, Html } from '../../pages/html';

const said = ({ state, lines, instructed, sum_fen, exceptions, chunks, chunks_done, settled, failed }: BatchProgress): string => {
  const number = (count: number): string => count.toLocaleString('zh-CN');
  if (state === 'result_recorded')
    return `正在登记回盘：成功 ${number(settled)} 笔，失败 ${number(failed)} 笔，共 ${number(instructed)} 笔`;
  return `已生成发放指令 ${number(instructed)}／${number(lines)} 笔，${formatYuan(sum_fen)} 元；暂缓 ${number(exceptions)} 笔；第 ${chunks_done}／${chunks} 组`;
};

const done = ({ state, instructed, exceptions, settled, failed }: BatchProgress): number =>
  state === 'result_recorded' ? settled + failed : instructed + exceptions;
const whole = ({ state, lines, instructed }: BatchProgress): number => (state === 'result_recorded' ? instructed : lines);

/** The same words as the server's, for a browser that follows along. At the end the page is read once more. */
const SCRIPT = new Html(`
(function () {
  var live = document.getElementById('live'), bar = document.getElementById('live-bar'), text = document.getElementById('live-text');
  var source = new EventSource('/api/v1/batches/' + encodeURIComponent(live.dataset.batch) + '/progress');
  function number(count) { return count.toLocaleString('zh-CN'); }
  function yuan(fen) { return number(Math.floor(fen / 100)) + '.' + String(fen % 100).padStart(2, '0'); }
  source.addEventListener('progress', function (event) {
    var p = JSON.parse(event.data), back = p.state === 'result_recorded';
    bar.max = Math.max(1, back ? p.instructed : p.lines);
    bar.value = back ? p.settled + p.failed : p.instructed + p.exceptions;
    text.textContent = back
      ? '正在登记回盘：成功 ' + number(p.settled) + ' 笔，失败 ' + number(p.failed) + ' 笔，共 ' + number(p.instructed) + ' 笔'
      : '已生成发放指令 ' + number(p.instructed) + '／' + number(p.lines) + ' 笔，' + yuan(p.sum_fen) + ' 元；暂缓 ' + number(p.exceptions) +
        ' 笔；第 ' + p.chunks_done + '／' + p.chunks + ' 组';
  });
  source.addEventListener('end', function () { source.close(); location.reload(); });
  source.onerror = function () { text.textContent = '连接中断，正在重新连接…'; };
})();
`);

/** The bar of a batch that is being paid or whose answer is being recorded. It moves by itself; without script the page is read again. */
export const live = (batch: string, progress: BatchProgress, nonce: string): Html | undefined => {
  if (!isUnderWay(progress) && !progress.paused) return undefined;
  return html` <section id="live" data-batch="${batch}" class="no-print">
    <h2>${progress.paused ? '发放已暂停' : '发放进度'}</h2>
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

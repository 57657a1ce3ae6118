import { say } from '@fenming/language';
import type { Api } from './api';
import { isOutage } from './problem';

/** `sleep` and `now` in milliseconds; `say` tells the person that a request waits. */
export type Patience = {
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly say: (sentence: string) => void;
};

const LONGEST_MS = 120_000;
const PAUSE_MS = 2_000;

/** Makes a request again, the very same one under its key, while the log is away: two minutes at most. Then throws the ApiProblem. */
const insist = async <Answer>({ now, sleep, say: tell }: Patience, ask: () => Promise<Answer>): Promise<Answer> => {
  const giveUpAt = now() + LONGEST_MS;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!isOutage(error)) throw error;
      if (now() >= giveUpAt)
        throw error.advising(
          say(
            '已用同一请求重试两分钟。事件日志恢复以后，再次运行同一命令会接着做。',
            'The same request was repeated for two minutes. Once the event log is back, the same command goes on where it stopped.',
          ),
        );
    }
    tell(
      say(
        '事件日志暂时不能用，正在用同一请求重试，最多两分钟 …',
        'The event log cannot be used at present; the same request is repeated, for two minutes at most …',
      ),
    );
    await sleep(PAUSE_MS);
  }
};

/** The same engine for somebody who waits until its log is back. */
export const patiently = (api: Api, patience: Patience): Api => ({
  ...api,
  as: (token) => patiently(api.as(token), patience),
  get: (path) => insist(patience, () => api.get(path)),
  post: (path, body, sending) => insist(patience, () => api.post(path, body, sending)),
  upload: (path, upload, sending) => insist(patience, () => api.upload(path, upload, sending)),
  bytes: (path) => insist(patience, () => api.bytes(path)),
});

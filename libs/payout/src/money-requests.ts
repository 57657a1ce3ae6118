import { heard, speakIn, spokenLanguage } from '@fenming/language';
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { withoutPersonalNumbers } from '@fenming/citizen';
import { canonicalJson, Conflict, HistoryIncomplete, LogUnavailable, OutcomeUnknown, type JsonObject } from '@fenming/event-log';
import {
  derivedId,
  isFinal,
  requestDecider,
  streams,
  type ActorId,
  type Asked,
  type Refusal,
  type RefusalCode,
  type RequestAnswered,
} from '@fenming/subsidy';
import { RunningCounty } from '@fenming/county';
import { FAULTS_NAMED, orRefused, Refused, type Caller } from '@fenming/commands';

export type MoneyRequest = {
  readonly key: string;
  readonly route: string;
  readonly body: JsonObject;
  readonly asked: Omit<Asked, 'at'>;
  readonly correlation: string;
};
export type MoneyAnswer = { readonly body: JsonObject; readonly replayed: boolean };
type Answer = Omit<RequestAnswered['data'], 'requestId'>;
type Kept = {
  readonly refused: Refusal['refused'];
  readonly detail?: string;
  readonly faults?: Refused['faults'];
  readonly total?: number;
};
/** `en`: the same in English, where it has sentences; what an earlier release has kept is Chinese alone. */
type KeptText = Kept & { readonly en?: Kept };

/** The refusal that this very request got before: it is answered alike, and nothing is tried again. */
export class RefusedBefore extends Refused {}

/**
 * Money requests under an Idempotency-Key, bound to a hash of route and body and kept in the log. The command id follows from the key,
 * so a request cut off by a crash does nothing twice when it is sent again. Every accepted request is answered in the log: with what was
 * done, with why it was refused, or with that it was cut off.
 */
@Injectable()
export class MoneyRequests {
  private readonly running = new Set<string>();

  /** `statuses`: of the door that answers, in whose terms an answer is recorded. */
  constructor(
    private readonly county: RunningCounty,
    private readonly statuses: Readonly<Record<RefusalCode, number>>,
  ) {}

  /** @throws Refused, and RefusedBefore for a request that was refused already. */
  async run(request: MoneyRequest, perform: (caller: Caller) => Promise<JsonObject>): Promise<MoneyAnswer> {
    const { asked, correlation, key } = request;
    const requestId = derivedId('request', asked.by, key);
    if (this.running.has(requestId)) throw new Refused({ refused: 'request_running' });
    this.running.add(requestId);
    try {
      const before = await this.accept(requestId, request);
      if (before !== undefined) return replayOf(before);
      return { body: await this.carryOut({ asked, correlation, commandId: requestId }, perform), replayed: false };
    } finally {
      this.running.delete(requestId);
    }
  }

  /** Requests that were accepted and that a stop or a crash has cut off: nobody works on them any more. Sent again, they are carried out. */
  async closeCutOff(): Promise<void> {
    if (this.county.state().restored?.personalData === false) return;
    // A start with room answers them; sent again before, they are carried out all the same.
    if (this.county.room?.isShort() === true) return;
    for (const requestId of this.county.views.openRequests()) {
      const asked = { by: 'system' as ActorId, role: 'system' as const, area: this.county.code() };
      await this.answer({ asked, commandId: requestId, correlation: 'start' }, this.refused(CUT_OFF));
    }
  }

  private async carryOut(caller: Caller, perform: (caller: Caller) => Promise<JsonObject>): Promise<JsonObject> {
    try {
      // The answer is kept in the log for whoever asks again: what is recorded does not depend on the language of whoever asked first.
      const body = await speakIn('everybody', () => perform(caller));
      await this.answer(caller, { status: 200, body: canonicalJson(body) });
      return body;
    } catch (error) {
      // What has failed may be the log itself: then the next start answers in its place, and nobody waits here any longer.
      if (error instanceof OutcomeUnknown || error instanceof LogUnavailable) throw error;
      const recorded = this.answer(caller, this.refused(failureOf(error)));
      await (error instanceof Refused ? recorded : recorded.catch(() => undefined));
      throw error;
    }
  }

  private refused(kept: Kept): Answer {
    return { status: this.statuses[kept.refused], body: keptText(kept) };
  }

  private async accept(requestId: string, { asked, correlation, route, body }: MoneyRequest): Promise<Answer | undefined> {
    const bodyHash = createHash('sha256')
      .update(`${route}\n${canonicalJson(body)}`)
      .digest('hex');
    const { executor } = this.county;
    const { state } = await executor.load(requestDecider, streams.request(requestId));
    if (state.accepted !== undefined && state.accepted.bodyHash !== bodyHash)
      throw new Refused({ refused: 'idempotency_conflict' });
    if (state.answered !== undefined && isFinal(state.answered)) return state.answered;
    const command = { do: 'accept' as const, request: { requestId, route, bodyHash } };
    const caller = { asked, correlation, commandId: `${requestId}/accept` };
    orRefused(await executor.oneAsSeen(requestDecider, streams.request(requestId), command, caller));
    return undefined;
  }

  /** Under an id that counts the answers, for a request that was cut off gets another one. */
  private async answer(caller: Caller, answer: Answer): Promise<void> {
    const { commandId: requestId } = caller;
    const stream = streams.request(requestId);
    const { revision } = await this.county.executor.load(requestDecider, stream);
    const own = { ...caller, commandId: `${requestId}/answer/${revision}`, decidedBefore: true as const };
    orRefused(await this.county.executor.one(requestDecider, stream, { do: 'answer', answer: { requestId, ...answer } }, own));
  }
}

const keptText = (refusal: Kept): string => {
  const [zh, en] = [JSON.stringify(heard('zh', refusal)), JSON.stringify(heard('en', refusal))];
  const kept = { ...(JSON.parse(zh) as JsonObject), ...(en === zh ? {} : { en: JSON.parse(en) as JsonObject }) };
  return withoutPersonalNumbers(canonicalJson(kept));
};

const CUT_OFF: Kept = { refused: 'request_interrupted' };

const failureOf = (error: unknown): Kept => {
  if (error instanceof HistoryIncomplete) return { refused: 'history_incomplete', detail: error.stream };
  if (error instanceof Conflict) return { refused: 'version_conflict' };
  if (!(error instanceof Refused)) return CUT_OFF;
  const { refusal, faults, total } = error;
  // Of a file with thousands of faults the first are enough to mend it; the values that stood there are personal and are not kept.
  const some = faults.slice(0, FAULTS_NAMED).map((fault) => ('value' in fault ? { ...fault, value: '' } : fault));
  const more = total > some.length ? { total } : {};
  return { ...refusal, faults: some, ...more };
};

const replayOf = ({ status, body }: Answer): MoneyAnswer => {
  if (status < 300) return { body: JSON.parse(body) as JsonObject, replayed: true };
  const { en, ...zh } = JSON.parse(body) as KeptText;
  const { faults = [], total, ...refusal } = spokenLanguage() === 'en' ? (en ?? zh) : zh;
  throw new RefusedBefore(refusal, faults, total);
};

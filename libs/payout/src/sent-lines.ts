import { say } from '@fenming/language';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileNumber, planFiles, type BankProfile, type BankReturn, type SentLine } from '@fenming/bank-files';
import { dateOf, instant } from '@fenming/calendar';
import { parseFenText } from '@fenming/money';
import { answerTo, bankAnswersOf, readAs, streams, type ReleasedBatch, type RosterLine } from '@fenming/subsidy';
import type { RunningCounty } from '@fenming/county';
import { Refused, slices } from '@fenming/commands';
import { payeesOf } from './payees';
import { RosterBook } from './roster-book';

/** So many events of a batch are looked through at once, and so many payees unsealed. */
const SOME_EVENTS = 100;
const SOME_PAYEES = 250;

/** What was sent in the files that a return answers, for comparison with it. */
export class SentLines {
  private readonly book: RosterBook;

  constructor(
    private readonly county: RunningCounty,
    private readonly profile: BankProfile,
  ) {
    this.book = new RosterBook(county.log);
  }

  /** By line number. @throws Refused where the return is that of another batch. */
  async answeredBy(state: ReleasedBatch, read: BankReturn): Promise<ReadonlyMap<number, SentLine>> {
    const answered = await this.filesAnswered(state, read);
    const sent = new Map<number, SentLine>();
    const roster = new Map<number, RosterLine>();
    const payeesTold = new Set(read.lines.flatMap((line) => (tellsPayee(line) ? [line.lineNo] : [])));
    const { answers } = bankAnswersOf(state);
    for await (const { line, fileNo } of this.sent(state)) {
      if (!answered.has(fileNo)) continue;
      const { lineNo, amountFen } = line;
      const isAnswered = answerTo(answers, lineNo) !== 'none';
      sent.set(lineNo, {
        amountFen: parseFenText(amountFen),
        ...(isAnswered ? { answered: say('已有最终结果', 'has its final result') } : {}),
      });
      if (payeesTold.has(lineNo)) roster.set(lineNo, line);
    }
    await this.addPayees(sent, roster);
    await this.addAnswers(state, sent, read);
    return sent;
  }

  /** A bank that writes no number of the file into its return means the files whose lines it names. */
  private async filesAnswered(state: ReleasedBatch, { batchNo, lines }: BankReturn): Promise<ReadonlySet<number>> {
    const batch = state.opened.batch;
    const files = planFiles(this.profile, state.instructed.count);
    if (batchNo !== undefined) {
      const answered = files.filter((file) => fileNumber(this.profile, batch, file) === batchNo);
      if (answered.length > 0) return new Set(answered.map(({ part }) => part));
      throw new Refused({
        refused: 'bank_file_refused',
        detail: say(
          `这份回盘答复的是 ${batchNo}，不是本批次的送盘文件`,
          `this bank return answers ${batchNo}, which is no bank file of this batch`,
        ),
      });
    }
    const named = new Set(lines.map(({ lineNo }) => lineNo));
    const found = new Set<number>();
    for await (const { line, fileNo } of this.sent(state)) if (named.has(line.lineNo)) found.add(fileNo);
    return found;
  }

  /** The lines that were sent, in order, each with the number of the file it went out in. */
  private async *sent(state: ReleasedBatch): AsyncGenerator<{ readonly line: RosterLine; readonly fileNo: number }> {
    const held = new Set(state.exceptions.map(({ lineNo }) => lineNo));
    let ordinal = 0;
    for await (const lines of this.book.chunks(state)) {
      await nextTurn();
      for (const line of lines) {
        if (held.has(line.lineNo)) continue;
        yield { line, fileNo: Math.floor(ordinal / this.profile.maxLines) + 1 };
        ordinal += 1;
      }
    }
  }

  /** Payees are unsealed only where the bank repeats them. */
  private async addPayees(sent: Map<number, SentLine>, roster: ReadonlyMap<number, RosterLine>): Promise<void> {
    for (const some of slices([...roster.values()], SOME_PAYEES)) {
      await nextTurn();
      const payees = payeesOf(this.county, some);
      some.forEach(({ lineNo }, index) => {
        const [line, payee] = [sent.get(lineNo), payees[index]];
        if (line !== undefined && payee !== undefined)
          sent.set(lineNo, { ...line, account: payee.account, payeeName: payee.name });
      });
    }
  }

  /** Since when the lines that are answered once more have had their answer: looked up only then. */
  private async addAnswers(state: ReleasedBatch, sent: Map<number, SentLine>, { lines }: BankReturn): Promise<void> {
    const again = new Set(lines.flatMap(({ lineNo }) => (sent.get(lineNo)?.answered === undefined ? [] : [lineNo])));
    const stream = streams.payoutBatch(state.opened.batch);
    for (let from = 0; again.size > 0 && from < state.length; from += SOME_EVENTS) {
      for (const event of await this.county.log.readStream(stream, { from, limit: SOME_EVENTS })) {
        for (const answer of readAs(event, 'BankResultChunkRecorded')?.lines ?? []) {
          const line = sent.get(answer.lineNo);
          if (line === undefined || answer.outcome === 'unknown' || !again.has(answer.lineNo)) continue;
          const [day, said] = [
            dateOf(instant(event.meta.at)),
            answer.outcome === 'settled' ? say('成功', 'settled') : say('退票', 'returned'),
          ];
          sent.set(answer.lineNo, {
            ...line,
            answered: say(`已于 ${day} 有结果（${said}）`, `has a result of ${day} (${said})`),
          });
        }
      }
    }
  }
}

const tellsPayee = ({ account, payeeName }: BankReturn['lines'][number]): boolean =>
  account !== undefined || payeeName !== undefined;

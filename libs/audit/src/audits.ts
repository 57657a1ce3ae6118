import { Worker } from 'node:worker_threads';
import { Injectable } from '@nestjs/common';
import { readersEnvironment, spokenLanguage } from '@fenming/language';
import { LogDamaged, SqliteLog } from '@fenming/event-log';
import { answerOf, workerFile } from '@fenming/threads';
import { RunningCounty } from '@fenming/county';
import { Turns } from '@fenming/commands';
import { controlsOver, replayOver, withLog, type AuditedControls, type AuditedReplay } from './audit';
import { auditedLogOf } from './audited-log';
import type { AuditOrder, AuditReply } from './audit.worker';
import { AskedTogether } from './asked-together';

/**
 * What auditors ask of a county that works on: its whole log is read, and rebuilt. Of each question one is worked at and one waits, however
 * many ask; a log that is a file is read in a thread of its own, for a large county's takes minutes.
 */
@Injectable()
export class Audits {
  private readonly turns = new Turns();
  /** One queue per language: whoever asks together reads the same sentences. */
  private readonly both = { zh: this.asked(), en: this.asked() };

  constructor(private readonly county: RunningCounty) {}

  /** All control formulas over the whole log, in one pass, whatever somebody has done to it. @throws LogDamaged */
  controls(): Promise<AuditedControls> {
    return this.both[spokenLanguage()].controls.ask();
  }

  /** Rebuilds every view from the log and compares it with the live ones, and checks the log. @throws LogDamaged */
  replay(): Promise<AuditedReplay> {
    return this.both[spokenLanguage()].replay.ask();
  }

  private asked(): { readonly controls: AskedTogether<AuditedControls>; readonly replay: AskedTogether<AuditedReplay> } {
    return {
      controls: new AskedTogether(() => this.inTurn(() => this.workedOutControls())),
      replay: new AskedTogether(() => this.inTurn(() => this.workedOutReplay())),
    };
  }

  private inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    return this.turns.take('audit', work);
  }

  private workedOutControls(): Promise<AuditedControls> {
    const { log } = this.county;
    if (log instanceof SqliteLog)
      return inThread<AuditedControls>({ audit: 'controls', logFile: log.file, dir: this.county.dir });
    return withLog(Promise.resolve(auditedLogOf(log)), (audited) => controlsOver(audited, this.county.vault));
  }

  private workedOutReplay(): Promise<AuditedReplay> {
    const { log, views } = this.county;
    if (log instanceof SqliteLog) return inThread<AuditedReplay>({ audit: 'replay', logFile: log.file, viewsFile: views.file });
    return withLog(Promise.resolve(auditedLogOf(log)), (audited) => replayOver(audited, views.file));
  }
}

const inThread = async <Answer>(workerData: AuditOrder): Promise<Answer> => {
  const worker = new Worker(workerFile(__filename, 'audit.worker.js'), { workerData, env: readersEnvironment() });
  const reply = await answerOf<AuditReply>(worker);
  if ('answer' in reply) return JSON.parse(reply.answer) as Answer;
  if ('damaged' in reply) throw new LogDamaged(reply.damaged.file, reply.damaged.reason);
  throw Object.assign(new Error(reply.failed), reply.code === undefined ? {} : { code: reply.code });
};

import { randomUUID } from 'node:crypto';
import { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { nameOf, readAnswer } from './answers';
import type { Target } from './faults';
import { filterOf, type Filter } from './filter';
import type { Outlet } from './outlet';
import type { PeerServices } from './peer-services';
import { commitOf, numberAt } from './positions';
import type { PeerRecord } from './records';
import { refusals } from './refusals';

const PAGE = 256;
/** How far back a resubscription begins under `duplicateDelivery`. */
const DELIVERED_AGAIN = 3;

/** What a subscription follows: $all by number, a stream by revision. */
type Followed = {
  readonly target: Target;
  /** Delivers what lies behind this number or revision. */
  readonly after: number;
  readonly page: (after: number) => Promise<readonly PeerRecord[]>;
  readonly placeOf: (record: PeerRecord) => number;
};

/** A catch-up subscription. Returns when the reader has gone or a fault ends it. */
export async function subscribe(services: PeerServices, options: ReadReq.Options, outlet: Outlet<ReadResp>): Promise<void> {
  if (options.getReadDirection() === ReadReq.Options.ReadDirection.BACKWARDS) throw refusals.invalid('a subscription backwards');
  const followed = options.getStream() === undefined ? followAll(services, options) : followStream(services, options);
  await outlet.send(new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId(randomUUID())));
  await new CatchUp(services, followed, filterOf(options), outlet).run();
}

function followAll({ table, source }: PeerServices, options: ReadReq.Options): Followed {
  const all = options.getAll();
  const position = all?.getPosition();
  const otherwise = all?.hasEnd() === true ? table.committed : 0;
  const after = position === undefined ? otherwise : numberAt(position, table.committed);
  return {
    target: { operation: 'subscribe', stream: '$all' },
    after,
    page: (number) => source.numbered(number + 1, number + PAGE),
    placeOf: (record) => record.number,
  };
}

function followStream({ table, source }: PeerServices, options: ReadReq.Options): Followed {
  const ofStream = options.getStream();
  const stream = nameOf(ofStream?.getStreamIdentifier());
  const from = ofStream?.hasRevision() === true ? Number(ofStream.getRevision()) : -1;
  return {
    target: { operation: 'subscribe', stream },
    after: ofStream?.hasEnd() === true ? table.lastCommittedOf(stream) : from,
    page: (revision) => source.revisions(stream, revision + 1, revision + PAGE),
    placeOf: (record) => record.revision,
  };
}

class CatchUp {
  private place: number;
  private sent = 0;
  private looked = 0;
  private caughtUp = false;
  private ended = false;

  constructor(
    private readonly services: PeerServices,
    private readonly followed: Followed,
    private readonly filter: Filter | undefined,
    private readonly outlet: Outlet<ReadResp>,
  ) {
    const again = followed.after > 0 && services.faults.take('duplicateDelivery', followed.target) !== undefined;
    this.place = again ? Math.max(followed.after - DELIVERED_AGAIN, -1) : followed.after;
  }

  async run(): Promise<void> {
    while (this.outlet.isOpen && !this.ended) {
      // Asked before the read, so that a commit between the read and the wait is not missed.
      const change = this.services.changes.change();
      const page = await this.followed.page(this.place);
      for (const record of page) await this.pass(record);
      if (page.length > 0) continue;
      await this.stayLive();
      await Promise.race([change, this.outlet.closed]);
      this.endByFault();
    }
  }

  private async pass(record: PeerRecord): Promise<void> {
    if (!this.outlet.isOpen || this.ended) return;
    const wanted = this.filter?.wants(record) ?? true;
    if (wanted) await this.deliver(record);
    if (this.ended) return;
    this.place = this.followed.placeOf(record);
    this.looked += 1;
    if (this.filter !== undefined && this.looked >= this.filter.checkpointEvery) await this.sendCheckpoint();
  }

  private async deliver(record: PeerRecord): Promise<void> {
    if (this.endByFault()) return;
    const answer = readAnswer(record);
    await this.outlet.send(answer);
    this.sent += 1;
    if (this.services.faults.take('duplicateDelivery', this.followed.target)) await this.outlet.send(answer);
  }

  private async stayLive(): Promise<void> {
    if (this.caughtUp) return;
    this.caughtUp = true;
    if (this.filter !== undefined && this.looked > 0) await this.sendCheckpoint();
    await this.outlet.send(new ReadResp().setCaughtUp(new ReadResp.CaughtUp()));
  }

  private async sendCheckpoint(): Promise<void> {
    this.looked = 0;
    const commit = String(commitOf(this.place));
    await this.outlet.send(
      new ReadResp().setCheckpoint(new ReadResp.Checkpoint().setCommitPosition(commit).setPreparePosition(commit)),
    );
  }

  /** @throws PeerRefusal for a read that the server cancels. */
  private endByFault(): boolean {
    const { faults } = this.services;
    const { target } = this.followed;
    if (this.ended || !this.outlet.isOpen) return true;
    if (faults.take('cancelledRead', target, this.sent)) throw refusals.cancelled();
    this.ended = faults.take('cleanEnd', target, this.sent) !== undefined;
    return this.ended;
  }
}

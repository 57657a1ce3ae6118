import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Later } from '@fenming/commands';
import type { ActorId } from '@fenming/subsidy';
import { finalize, race, type Observable } from 'rxjs';
import { accessOf } from '../access/operation-access';
import { callerOf, type AuthedRequest } from '../access/caller';
import { UPLOAD, UPLOADS_IN_PROGRESS } from '../limits';
import { slownessOf } from './pace';

const RETRY_SECONDS = 30;

type Held = { readonly files: number; readonly bytes: number };
const NOTHING: Held = { files: 0, bytes: 0 };

/** Files that are on their way here or are being read, whose bytes are all in memory. Whoever brings nothing else may bring one of any size. */
export class UploadAllowance {
  private bytes = 0;
  private readonly ofAccount = new Map<ActorId, Held>();

  constructor(private readonly most: Readonly<Record<keyof typeof UPLOADS_IN_PROGRESS, number>> = UPLOADS_IN_PROGRESS) {}

  /** Answers what is to be called when the file is done with. Throws Later. */
  take(account: ActorId, bytes: number): () => void {
    const before = this.ofAccount.get(account) ?? NOTHING;
    const { files, ofOne, ofAll } = this.most;
    const isMore = (held: number, most: number): boolean => held > 0 && held + bytes > most;
    if (before.files >= files || isMore(before.bytes, ofOne) || isMore(this.bytes, ofAll))
      throw new Later({ refused: 'uploads_waiting' }, RETRY_SECONDS);
    this.hold(account, { files: 1, bytes });
    return () => this.hold(account, { files: -1, bytes: -bytes });
  }

  private hold(account: ActorId, more: Held): void {
    const before = this.ofAccount.get(account) ?? NOTHING;
    const now = { files: before.files + more.files, bytes: before.bytes + more.bytes };
    if (now.files === 0) this.ofAccount.delete(account);
    else this.ofAccount.set(account, now);
    this.bytes += more.bytes;
  }
}

/** Somebody who sends nothing but headers has a place as well: what they promise is counted, not what has come. */
const promisedBy = ({ headers }: AuthedRequest): number => {
  const length = headers['content-length'];
  return length === undefined ? UPLOAD.file : Number(length);
};

/** Stands in front of every door that takes a file, before a byte of it is read, until the door has answered. */
@Injectable()
export class UploadsInProgress implements NestInterceptor {
  private readonly allowance = new UploadAllowance();

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<AuthedRequest>();
    if (accessOf(request.method, request.routeOptions.url ?? '')?.takes !== 'file') return next.handle();
    const release = this.allowance.take(callerOf(request).asked.by, promisedBy(request));
    return race(next.handle(), slownessOf(request.raw)).pipe(finalize(release));
  }
}

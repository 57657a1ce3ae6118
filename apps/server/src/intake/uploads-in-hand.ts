import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Later } from '@fenming/application';
import type { ActorId } from '@fenming/subsidy';
import { finalize, type Observable } from 'rxjs';
import { doorOf } from '../access/doors';
import { callerOf, type AuthedRequest } from '../access/guard';
import { UPLOAD, UPLOADS_IN_HAND } from '../limits';

const RETRY_SECONDS = 30;

/** Files that are on their way here or are being read, whose bytes are all in memory: so many of one account, and so many bytes in all. */
export class InHand {
  private bytes = 0;
  private readonly ofAccount = new Map<ActorId, number>();

  constructor(private readonly most: { readonly ofOne: number; readonly bytes: number } = UPLOADS_IN_HAND) {}

  /** Answers what is to be called when the file is done with. One file is always taken. Throws Later. */
  take(account: ActorId, bytes: number): () => void {
    const before = this.ofAccount.get(account) ?? 0;
    if (before >= this.most.ofOne || (this.bytes > 0 && this.bytes + bytes > this.most.bytes))
      throw new Later({ refused: 'uploads_waiting' }, RETRY_SECONDS);
    this.ofAccount.set(account, before + 1);
    this.bytes += bytes;
    return () => this.release(account, bytes);
  }

  private release(account: ActorId, bytes: number): void {
    const left = (this.ofAccount.get(account) ?? 1) - 1;
    if (left === 0) this.ofAccount.delete(account);
    else this.ofAccount.set(account, left);
    this.bytes -= bytes;
  }
}

/** Somebody who sends nothing but headers has a place as well: what they promise is counted, not what has come. */
const promisedBy = ({ headers }: AuthedRequest): number => {
  const length = headers['content-length'];
  return length === undefined ? UPLOAD.file : Number(length);
};

/** Stands in front of every door that takes a file, before a byte of it is read, until the door has answered. */
@Injectable()
export class UploadsInHand implements NestInterceptor {
  private readonly inHand = new InHand();

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<AuthedRequest>();
    if (doorOf(request.method, request.routeOptions.url ?? '')?.takes !== 'file') return next.handle();
    const release = this.inHand.take(callerOf(request).asked.by, promisedBy(request));
    return next.handle().pipe(finalize(release));
  }
}

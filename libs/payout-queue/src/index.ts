/** The payout over many machines: a queue that wakes workers and knows nothing. The log alone says what is to be done. */
export { BullRunner } from './bull-runner';
export { causeOf, isPassing, pauseBefore } from './failure';
export { jobIdOf, PAYOUT_QUEUE, PayoutQueue, QUEUE_PREFIX, queueModules, type Troubled } from './payout-queue';
export { QueueRefiller, REFILL_SECONDS } from './queue-refiller';
export { connectionOf, newsOf, refuseUnfitRedis } from './redis';

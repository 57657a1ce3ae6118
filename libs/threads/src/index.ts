/** Worker threads, for whoever must stay quick: where their programs lie, and who goes first. */
export { answerOf } from './answer-of';
export { workerFile, workInTheBackground } from './worker-file';

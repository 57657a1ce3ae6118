import { typeEveryCommand } from './every-command';

describe('every command, typed as its own help has it', () => typeEveryCommand('zh', () => undefined));

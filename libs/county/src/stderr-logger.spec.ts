import { Logger } from '@nestjs/common';
import { StderrLogger } from './stderr-logger';

describe('what a server or a worker says of itself', () => {
  let [out, err]: [string[], string[]] = [[], []];
  beforeEach(() => {
    [out, err] = [[], []];
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => err.push(String(text)) > 0);
    Logger.overrideLogger(new StderrLogger());
  });
  afterEach(() => {
    Logger.overrideLogger(true);
    jest.restoreAllMocks();
  });

  it('goes to stderr, a warning as well, for that is what the command reads that has started it', () => {
    new Logger('payout-queue').warn('队列（Redis）已恢复，接着办理。');
    new Logger('problem').error('系统故障');
    expect(out).toEqual([]);
    expect(err.join('')).toMatch(/WARN.*已恢复.*\n.*ERROR.*系统故障/su);
  });

  it('is warnings and faults, and nothing of how it is put together', () => {
    new Logger('NestFactory').log('Starting Nest application...');
    expect([...out, ...err]).toEqual([]);
  });
});

import { OwnerFailed } from '../owner/child';
import { ApiProblem, Unreachable } from '@fenming/api-client';
import { EXIT, exitCodeOf, UsageError } from './exit-codes';

const refused = (status: number, code = 'x') => new ApiProblem({ title: '', status, code });

describe('what a command says to a script', () => {
  it.each([
    ['a rule said no', refused(422), EXIT.refused],
    ['it is not this office that may do it', refused(403), EXIT.refused],
    ['the roster changed in the meantime', refused(412), EXIT.refused],
    ['the engine broke', refused(500), EXIT.failure],
    ['the log of the engine is away', refused(503, 'log_unavailable'), EXIT.unreachable],
    ['the log of the engine cannot be read', refused(503, 'read_unavailable'), EXIT.unreachable],
    ['a backup failed', refused(503, 'backup_failed'), EXIT.failure],
    ['nobody answered', new Unreachable('http://127.0.0.1:1'), EXIT.unreachable],
    ['another process has the folder', new OwnerFailed(true, ''), EXIT.unreachable],
    ['events are missing in the log', new OwnerFailed(false, '有记录缺失', 4), EXIT.verification],
    ['the native build is missing', new OwnerFailed(false, 'npm rebuild'), EXIT.failure],
    ['a folder was named where a file is meant', Object.assign(new Error('x'), { code: 'EISDIR' }), EXIT.usage],
    ['a file was named where a folder is meant', Object.assign(new Error('x'), { code: 'EEXIST' }), EXIT.usage],
    ['a value is none that the engine takes', refused(400), EXIT.usage],
    ['there is nothing of that name', refused(404), EXIT.usage],
    ['the command line is wrong', new UsageError('x'), EXIT.usage],
  ])('tells apart that %s', (_, error, code) => {
    expect(exitCodeOf(error)).toBe(code);
  });
});

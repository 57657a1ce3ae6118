import type { AccountChange } from '@fenming/views';
import { accountPage, type AccountContent } from './account.page';
import { loginPage } from '../access/login.page';

const equipped = (by: string) => ({
  what: 'equipped',
  by,
  detail: 'password',
  unconfirmed: false,
  at: '2026-03-02T01:00:00.000Z',
});
const shown = (rest: Partial<AccountContent> = {}): string =>
  accountPage({ changes: [equipped('system') as AccountChange], isGiven: true, waits: false, ...rest }).text;

describe('the page of one’s own account', () => {
  it('says that a password which the operator gave is to be changed, also where the account waits for nobody', () => {
    expect(shown()).toContain(
      '您的密码是管理员设的，管理员也知道。请先更改密码；在此之前只能查询，不能办理，也不能确认他人的账号。',
    );
    expect(shown({ waits: true })).toContain('请先更改密码，再请另一人确认本账号');
    expect(shown({ isGiven: false, waits: true })).not.toContain('您的密码是管理员设的');
  });

  it('names the operator in words', () => {
    expect(shown()).toContain('<td>系统管理员</td>');
    expect(shown()).not.toContain('system');
  });
});

describe('the page of the login', () => {
  it('says what to do with a password that the operator gave', () => {
    expect(loginPage(undefined, false).text).toContain('密码如是管理员设的，管理员也知道');
  });

  it('speaks of a demo county in a demo county alone', () => {
    expect([true, false].map((demo) => loginPage(undefined, demo).text.includes('演示县'))).toEqual([true, false]);
  });
});

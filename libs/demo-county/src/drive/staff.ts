import { say } from '@fenming/language';
import type { AreaCode } from '@fenming/citizen';
import { townshipOf } from '@fenming/citizen';
import { hasCode, type Api } from '@fenming/api-client';
import type { DemoCounty } from '../county/demo-county';
import type { Keys } from './keys';

type Appointment = {
  readonly id: string;
  readonly title: string;
  readonly role: string;
  readonly area: AreaCode;
  readonly kind: 'person' | 'service';
  readonly password?: string;
};
type Given = { readonly id: string; readonly token?: string; readonly unconfirmed?: string };
type Appointed = Given & { readonly outcome: 'done' | 'already' | 'refused'; readonly code?: string };

/** Who acts for the county in the demo. Each is an actor of the engine with a role and an area, and speaks with an own token. */
export type Staff = {
  readonly clerkOf: (village: AreaCode) => Api;
  readonly officerOf: (area: AreaCode) => Api;
  readonly health: Api;
  /** The second person of the health commission, for whatever takes two signatures. */
  readonly reviewer: Api;
  readonly maker: Api;
  readonly checker: Api;
  readonly approver: Api;
  readonly releaser: Api;
  readonly bank: Api;
};

const MOST_AT_ONCE = 500;

/** Appoints in slices; repeating is harmless. Throws when an appointment is refused. */
const appoint = async (operator: Api, actors: readonly Appointment[]): Promise<readonly Appointed[]> => {
  const appointed: Appointed[] = [];
  for (let start = 0; start < actors.length; start += MOST_AT_ONCE) {
    const { data } = await operator.post<{ readonly data: readonly Appointed[] }>('/actors', {
      actors: actors.slice(start, start + MOST_AT_ONCE),
    });
    appointed.push(...data);
  }
  const refused = appointed.find(({ outcome }) => outcome === 'refused');
  if (refused !== undefined)
    throw new Error(
      say(
        `账号 ${refused.id} 没有登记成功：${refused.code ?? ''}`,
        `The account ${refused.id} was not recorded: ${refused.code ?? ''}`,
      ),
    );
  return appointed;
};

/** A token that was told to a run that did not live to keep it is given anew, as long as the county has adopted no programme. */
const tokenOf = async (operator: Api, { id, token }: Appointed): Promise<readonly [string, string]> => {
  if (token !== undefined) return [id, token];
  const given = await operator.post<Given>(`/actors/${id}/credential`, {});
  if (given.token === undefined || given.unconfirmed !== undefined)
    throw new Error(
      say(
        `账号 ${id} 的令牌已丢失，演示县不能接着生成：请换一个数据目录`,
        `The token of the account ${id} is lost, and the demo county cannot go on: choose another data folder`,
      ),
    );
  return [id, given.token];
};

const tokensOf = async (operator: Api, actors: readonly Appointment[], keys: Keys): Promise<Readonly<Record<string, string>>> => {
  const { tokens } = keys.kept();
  const missing = actors.filter(({ id }) => tokens[id] === undefined);
  if (missing.length === 0) return tokens;
  const fresh: [string, string][] = [];
  for (const appointed of await appoint(operator, missing)) fresh.push([...(await tokenOf(operator, appointed))]);
  keys.keep({ tokens: Object.fromEntries(fresh) });
  return keys.kept().tokens;
};

/** Begins the id of every account that the demo itself works with, and ends its title: the record names them, and nobody can log in as one. */
export const STAND_IN = { id: 'shili-', title: '（示例代办）' } as const;

const OFFICES = [
  { id: 'weijian', title: '县卫健委 经办', role: 'health' },
  { id: 'fuhe', title: '县卫健委 复核', role: 'health' },
  { id: 'jingban', title: '县财政局 经办', role: 'finance-maker' },
  { id: 'shenhe', title: '县财政局 审核', role: 'finance-checker' },
  { id: 'shenpi', title: '县财政局 审批', role: 'finance-approver' },
  { id: 'fangkuan', title: '县财政局 放款', role: 'finance-releaser' },
  { id: 'yinhang', title: '示例县农村商业银行', role: 'bank' },
  { id: 'jiwei', title: '县纪委监委', role: 'inspector' },
] as const;

type Office = Pick<Appointment, 'id' | 'title' | 'role' | 'area'>;

const standIn = ({ id, title, role, area }: Office): Appointment => ({
  id: `${STAND_IN.id}${id}`,
  title: `${title}${STAND_IN.title}`,
  role,
  area,
  kind: 'service',
});

const serviceActors = ({ places, code }: DemoCounty): readonly Appointment[] => [
  ...places.villages.map((village) =>
    standIn({
      id: village.code,
      title: `${village.townshipName}${village.name} 计生专干`,
      role: 'village',
      area: village.code,
    }),
  ),
  ...places.townships.map((township) =>
    standIn({ id: township.code, title: `${township.name} 计生办`, role: 'township', area: township.code }),
  ),
  ...OFFICES.map((office) => standIn({ ...office, area: code })),
];

export const appointStaff = async (operator: Api, county: DemoCounty, keys: Keys): Promise<Staff> => {
  const tokens = await tokensOf(operator, serviceActors(county), keys);
  const apiOf = (id: string): Api => {
    const token = tokens[`${STAND_IN.id}${id}`];
    if (token === undefined)
      throw new Error(say(`账号 ${STAND_IN.id}${id} 没有令牌`, `The account ${STAND_IN.id}${id} has no token`));
    return operator.as(token);
  };
  const [health, reviewer, maker, checker, approver, releaser, bank] = [
    'weijian',
    'fuhe',
    'jingban',
    'shenhe',
    'shenpi',
    'fangkuan',
    'yinhang',
  ].map(apiOf) as [Api, Api, Api, Api, Api, Api, Api];
  return {
    clerkOf: (village) => apiOf(village),
    officerOf: (area) => apiOf(townshipOf(area)),
    health,
    reviewer,
    maker,
    checker,
    approver,
    releaser,
    bank,
  };
};

/** Somebody who may log in on the pages. The password is random in every county; when its year is finished, it is stored nowhere but as the engine's hash. */
export type Login = { readonly id: string; readonly title: string; readonly password: string };

const people = ({ places, code }: DemoCounty): readonly Omit<Appointment, 'kind'>[] => {
  const [village] = places.villages;
  const [township] = places.townships;
  if (village === undefined || township === undefined) throw new Error('the demo county has no village');
  return [
    { id: 'cun', title: `${village.name} 计生专干`, role: 'village', area: village.code },
    { id: 'xiangzhen', title: `${township.name} 计生办`, role: 'township', area: township.code },
    { id: 'weijian', title: '县卫健委 经办', role: 'health', area: code },
    { id: 'fuhe', title: '县卫健委 复核', role: 'health', area: code },
    { id: 'jingban', title: '县财政局 经办', role: 'finance-maker', area: code },
    { id: 'shenhe', title: '县财政局 审核', role: 'finance-checker', area: code },
    { id: 'shenpi', title: '县财政局 审批', role: 'finance-approver', area: code },
    { id: 'fangkuan', title: '县财政局 放款', role: 'finance-releaser', area: code },
    { id: 'jiwei', title: '县纪委监委', role: 'inspector', area: code },
  ];
};

type Owner = { readonly id: string; readonly given: string; readonly password: string };

const sessionOf = async (operator: Api, actor: string, password: string): Promise<string> =>
  (await operator.post<{ readonly token: string }>('/sessions', { actor, password })).token;

/** Whoever is given a password comes in with it once and puts one of their own in its place: with the first one nobody takes a step. */
const choosePassword = async (operator: Api, { id, given, password }: Owner): Promise<void> => {
  const change = async (): Promise<void> => {
    const token = await sessionOf(operator, id, given);
    await operator.as(token).post('/own-password', { current: given, password });
  };
  try {
    await change();
  } catch (error) {
    if (hasCode(error, 'password_changed')) return;
    if (!hasCode(error, 'login_wrong')) throw error;
    // Cut off between the record of a password and the password itself.
    await operator.post(`/actors/${id}/credential`, { password: given });
    await change();
  }
};

/** The passwords are kept before they are given: whoever goes on after a run that was cut off still knows them. */
export const appointPeople = async (
  operator: Api,
  county: DemoCounty,
  { drawPassword, keys }: { readonly drawPassword: () => string; readonly keys: Keys },
): Promise<readonly Login[]> => {
  const { given, passwords } = keys.kept();
  const logins = people(county).map((person) => ({
    ...person,
    given: given[person.id] ?? drawPassword(),
    password: passwords[person.id] ?? drawPassword(),
  }));
  keys.keep({
    given: Object.fromEntries(logins.map((login) => [login.id, login.given])),
    passwords: Object.fromEntries(logins.map(({ id, password }) => [id, password])),
  });
  await appoint(
    operator,
    logins.map(({ given: password, ...login }) => ({ ...login, password, kind: 'person' as const })),
  );
  for (const login of logins) await choosePassword(operator, login);
  return logins.map(({ id, title, password }) => ({ id, title, password }));
};

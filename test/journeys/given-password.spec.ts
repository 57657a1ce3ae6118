import { COUNTY } from './county.people';
import { newFolder, removeFolder, startServer } from './real-server';
import { expectRefusal } from './refusal';
import { RURAL } from './rural-year';
import type { Seat } from './seat';

const MONEY = {
  programme: RURAL,
  year: 2023,
  layer: 'central',
  amount_fen: 100,
  document_no: '财〔2023〕1号',
  arrived_on: '2023-02-13',
};

describe('an account that was equipped before the first adoption', () => {
  type Session = { readonly token: string; readonly unconfirmed?: string };
  const GIVEN = 'given-by-the-operator';

  it('decides nothing with the password that the operator gave, nor after the operator has changed it himself', async () => {
    const server = await startServer({ dir: newFolder() });
    const { operator } = server;
    const { code, name, regions } = COUNTY;
    await operator.act('/county', { code, name, demo: false, regions });
    const offices = { weijian: 'health', shenpi: 'finance-approver', jingban: 'finance-maker' } as const;
    const actors = Object.entries(offices).map(([id, role]) => ({
      id,
      role,
      area: code,
      title: '县机关',
      kind: 'person',
      password: GIVEN,
    }));
    await operator.act('/actors', { actors });
    const comeIn = async (actor: string, password: string): Promise<Seat> =>
      operator.as((await operator.act<Session>('/sessions', { actor, password })).token);
    const chosenBy = async (actor: string, password: string): Promise<Session> =>
      (await comeIn(actor, GIVEN)).act<Session>('/own-password', { current: GIVEN, password });
    const proposal = {
      programme: RURAL,
      document_no: '县卫健〔2023〕1号',
      document_date: '2023-01-01',
      effective_from: '2023-01-01',
    };
    const given = await comeIn('weijian', GIVEN);
    await expectRefusal(server, () => given.post('/programmes/proposals', proposal), {
      status: 403,
      code: 'own_password_first',
    });
    const [health, approver] = [await chosenBy('weijian', 'my-own-secret'), await chosenBy('shenpi', 'known-to-me-alone')];
    const { data } = await operator
      .as(health.token)
      .act<{ data: readonly { content_hash: string }[] }>('/programmes/proposals', proposal);
    const adopter = operator.as(approver.token);
    await adopter.act(`/programmes/${RURAL}/adoptions`, { content_hash: data[0]?.content_hash });
    const taken = await chosenBy('jingban', 'chosen-by-the-operator');
    expect([health.unconfirmed, taken.unconfirmed]).toEqual([undefined, expect.any(String)]);
    const booking = () => operator.as(taken.token).post('/appropriations', MONEY);
    expect((await booking()).problem).toMatchObject({ status: 403, code: 'account_unconfirmed' });
    await adopter.act('/actors/jingban/confirmation', { change: taken.unconfirmed });
    expect((await booking()).status).toBe(200);
    await server.stop();
    removeFolder(server.dir);
  });
});

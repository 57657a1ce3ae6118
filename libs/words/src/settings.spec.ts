import { takeOldNames } from './settings';

const taken = (environment: Record<string, string | undefined>) => {
  const said: string[] = [];
  takeOldNames(environment, (sentence) => said.push(sentence));
  return { environment, said };
};

describe('a setting under the name that it once had', () => {
  it('is read under its new one, with one sentence that names both', () => {
    const { environment, said } = taken({ EVENTSTORE_URL: 'esdb://log', PATH: '/bin' });
    expect(environment).toMatchObject({ FENMING_EVENTSTORE_URL: 'esdb://log', PATH: '/bin' });
    expect(said).toEqual(['环境变量 EVENTSTORE_URL 已改名为 FENMING_EVENTSTORE_URL：旧名这次仍然有效，请改用新名。']);
  });

  it('gives way to the new name, also to one that says there is none', () => {
    for (const FENMING_REDIS_URL of ['redis://new', '']) {
      const { environment, said } = taken({ REDIS_URL: 'redis://old', FENMING_REDIS_URL });
      expect(environment).toMatchObject({ FENMING_REDIS_URL });
      expect(said).toEqual([]);
    }
  });

  it('says nothing where it is empty, and its value is never repeated', () => {
    expect(taken({ EVENTSTORE_URL: '', REDIS_URL: undefined })).toEqual({ environment: { EVENTSTORE_URL: '' }, said: [] });
    expect(taken({ REDIS_URL: 'redis://:secret@host' }).said.join('')).not.toContain('secret');
  });
});

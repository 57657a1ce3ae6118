import { say } from '@fenming/language';

/** What our settings were called before all of them began with FENMING_: a log's server takes EVENTSTORE_URL for an option of its own. */
const OLD_NAMES = ['EVENTSTORE_URL', 'REDIS_URL'];

/**
 * Puts what an environment says under an old name alone under the new one, where programs that this one starts find it too, and says so
 * in a sentence. An empty old variable says nothing; the new name counts as soon as it is there.
 */
export const takeOldNames = (environment: Record<string, string | undefined>, tell: (sentence: string) => void): void => {
  for (const old of OLD_NAMES) {
    const value = environment[old];
    const name = `FENMING_${old}`;
    if (value === undefined || value === '' || environment[name] !== undefined) continue;
    environment[name] = value;
    tell(
      say(
        `环境变量 ${old} 已改名为 ${name}：旧名这次仍然有效，请改用新名。`,
        `The variable ${old} is now called ${name}: the old name still counts, use the new one.`,
      ),
    );
  }
};

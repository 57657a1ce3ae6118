import { everyRow, type Api } from '@fenming/api-client';
import { say } from '@fenming/language';
import { UsageError } from '../terminal/exit-codes';

/** Whether a text is the whole hash of a version. */
export const isVersion = (named: string): boolean => /^[0-9a-f]{64}$/.test(named);

/** The one version that begins with the digits given: of two, nobody could say which was meant. @throws UsageError */
const versionNamed = (hashes: readonly string[], named: string, programme: string): string => {
  const found = hashes.filter((hash) => hash.startsWith(named));
  const [only, ...others] = found;
  if (only === undefined) throw new UsageError(say(`${programme} 没有这个版本`, `${programme} has no such version`));
  if (others.length === 0) return only;
  throw new UsageError(
    say(
      `${programme} 有几个这样的版本，请写明一个：${found.join('、')}`,
      `${programme} has several such versions; name one: ${found.join(', ')}`,
    ),
  );
};

type Named = { readonly programme: string; readonly content_hash: string };

/** The version of that name, or the only one that waits. */
export const waitingVersion = async (api: Api, programme: string, named = ''): Promise<string> => {
  if (isVersion(named)) return named;
  const { data } = await api.get<{ readonly data: readonly Named[] }>('/programmes/proposals');
  const waiting = data.filter((version) => version.programme === programme);
  return versionNamed(
    waiting.map(({ content_hash }) => content_hash),
    named,
    programme,
  );
};

/** A version in force may be named by the first digits that the list of programmes prints. */
export const adoptedVersion = async (api: Api, programme: string, named: string): Promise<string> => {
  if (isVersion(named)) return named;
  const versions = await everyRow<Named>(api, `/programmes/${encodeURIComponent(programme)}/versions`);
  return versionNamed(
    versions.map(({ content_hash }) => content_hash),
    named,
    programme,
  );
};

import { everyRow, type Api } from '@fenming/api-client';
import type { ListedProgramme } from './programme-tables';

/** What people call a programme, by its code: of those adopted, and of those that come with this release. */
export const programmeNames = async (api: Api): Promise<(code: string) => string> => {
  const catalogue = await everyRow<ListedProgramme>(api, '/programmes/catalogue');
  const adopted = await everyRow<ListedProgramme>(api, '/programmes');
  const names = new Map([...catalogue, ...adopted].map(({ id, name }) => [id, name]));
  return (code) => names.get(code) ?? code;
};

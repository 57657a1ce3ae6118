import { stepKey, type Desk } from './desk';

type Proposed = { readonly programme: string; readonly content_hash: string };

/** The health commission proposes every programme of this release, and finance approves: two accounts, two signatures. */
export const adoptCatalogue = async (desk: Desk): Promise<void> => {
  const { health, approver } = desk.staff;
  const { data } = await health.post<{ readonly data: readonly Proposed[] }>(
    '/programmes/proposals',
    { document_no: '示例卫健〔2023〕1号', document_date: '2023-01-01', effective_from: '2023-01-01' },
    { key: stepKey(desk, 'proposals') },
  );
  for (const { programme, content_hash } of data)
    await approver.post(
      `/programmes/${programme}/adoptions`,
      { content_hash },
      { key: stepKey(desk, 'adoption', programme, content_hash) },
    );
};

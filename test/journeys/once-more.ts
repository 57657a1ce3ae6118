import type { Hall } from './hall';

type Run = { readonly looked: number; readonly unchanged: number; readonly raised: number; readonly for_person: number };

/** Every case of these programmes is determined once more: nothing changes by it, whatever became of facts, people and other cases before. */
export const nothingChangesOnceMore = async (hall: Hall, ...programmes: readonly string[]): Promise<void> => {
  for (const programme of programmes) {
    const { last } = await hall.seat('health').act<{ last: Run }>(`/redeterminations/${programme}/runs`, {});
    expect([programme, last]).toEqual([programme, expect.objectContaining({ unchanged: last.looked, raised: 0, for_person: 0 })]);
    expect(last.looked).toBeGreaterThan(0);
  }
};

export const recomputeBalances = async (events: AsyncIterable<unknown>): Promise<readonly object[]> => { for await (const _ of events); return []; };
export const compareBalances = (_a: readonly object[], _b: readonly object[]): readonly object[] => [];

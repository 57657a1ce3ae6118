import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject, Position, RecordedEvent } from '@fenming/event-log';
import { streams, type ProgrammeEvent } from '@fenming/subsidy';
import { openViews, type Views } from '../county-views';

const folder = mkdtempSync(join(tmpdir(), 'fenming-views-'));
afterAll(() => rmSync(folder, { recursive: true }));

const recorded = (events: readonly (readonly [ProgrammeEvent, string])[]): readonly RecordedEvent[] =>
  events.map(([{ type, data }, actor], i) => ({
    id: `event-${i}`,
    type,
    schemaVersion: 1,
    payload: data as JsonObject,
    meta: { at: `2023-01-0${i + 1}T01:00:00.000Z`, actor, role: 'health', area: '991001', cause: `c-${i}`, correlation: 'spec' },
    stream: streams.programme(data.programme),
    revision: i,
    position: String(i + 1).padStart(16, '0') as Position,
  }));

const version = {
  programme: 'REWARD',
  contentHash: 'a1',
  documentNo: '县卫健〔2023〕1号',
  documentDate: '2023-01-01',
  effectiveFrom: '2023-01-01',
};
const proposed = { type: 'ProgrammeProposed', data: { ...version, text: 'id: REWARD' } } as const;
const corrected = { type: 'ProgrammeProposed', data: { ...proposed.data, effectiveFrom: '2023-07-01' } } as const;
const adopted = { type: 'ProgrammeAdopted', data: { ...version, effectiveFrom: '2023-07-01' } } as const;

const shown = (name: string, ...events: readonly (readonly [ProgrammeEvent, string])[]): Views => {
  const views = openViews(join(folder, `${name}.sqlite`));
  views.apply(recorded(events));
  return views;
};

describe('the versions of a programme', () => {
  it('wait under the name of who proposed them', () => {
    const views = shown('waiting', [proposed, 'gao']);
    expect(views.programmeVersions({ state: 'adopted' })).toEqual([]);
    expect(views.programmeVersions({ programme: 'REWARD' })).toMatchObject([
      { content_hash: 'a1', state: 'proposed', proposed_by: 'gao', adopted_by: null, effective_from: '2023-01-01' },
    ]);
    views.close();
  });

  it('show the last proposal of one text, and who adopted it when', () => {
    const views = shown('adopted', [proposed, 'gao'], [corrected, 'lin'], [adopted, 'shen']);
    expect(views.programmeVersions({ contentHash: 'a1' })).toMatchObject([
      {
        state: 'adopted',
        effective_from: '2023-07-01',
        proposed_by: 'lin',
        adopted_by: 'shen',
        adopted_at: '2023-01-03T01:00:00.000Z',
      },
    ]);
    expect(views.programmesKnown()).toEqual(['REWARD']);
    views.close();
  });
});

import { streams } from '@fenming/subsidy';
import { given } from '../histories/given.fixture';
import { Recorder } from '../histories/recorder.fixture';

describe('roster imports', () => {
  const start = (to: Recorder, number: number): void => {
    const file = {
      importId: `i${number}`,
      programme: 'FIRST_AID',
      year: 2023,
      number,
      fileHash: `h${number}`,
      rows: 4,
      goodRows: 3,
    };
    to.record(
      streams.rosterImports('FIRST_AID', 2023),
      { type: 'ImportStarted', data: { ...file, leftOut: [{ row: 5, code: 'id_check_digit' }] } },
      { actor: 'health', role: 'health' },
    );
  };

  it('show a file that was started and not finished as such', () => {
    const to = new Recorder();
    start(to, 1);
    expect(given(to).imports(2023)).toMatchObject([
      {
        import_id: 'i1',
        number: 1,
        rows: 4,
        good_rows: 3,
        accepted: null,
        left_out: [{ row: 5, code: 'id_check_digit' }],
        refused: [],
      },
    ]);
  });

  it('show what was accepted and which rows were refused, file by file', () => {
    const to = new Recorder();
    start(to, 1);
    start(to, 2);
    const result = {
      importId: 'i2',
      programme: 'FIRST_AID',
      year: 2023,
      accepted: 2,
      refused: [{ row: 3, code: 'already_enrolled' }],
    };
    to.record(streams.rosterImports('FIRST_AID', 2023), { type: 'ImportCompleted', data: result });
    const [first, second] = given(to).imports(2023, 'FIRST_AID');
    expect(first).toMatchObject({ accepted: null, actor: 'health' });
    expect(second).toMatchObject({ accepted: 2, refused: [{ row: 3, code: 'already_enrolled' }] });
    expect(given(to).imports(2024)).toEqual([]);
  });
});

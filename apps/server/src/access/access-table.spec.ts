import { ROLES } from '@fenming/subsidy';
import { ACCESS, hasSensitiveDuty, type OperationAccess } from './access-table';

const rows = Object.entries(ACCESS);
const OF_A_PART = ['village', 'township'];
const admitted = ({ admits }: OperationAccess): readonly string[] => (typeof admits === 'string' ? ROLES : admits);

describe('the access table', () => {
  it('lets nobody who has a part of the county in where the whole of it is told or changed', () => {
    const open = rows.filter(([, row]) => row.area === 'county' && admitted(row).some((role) => OF_A_PART.includes(role)));
    expect(open.map(([operation]) => operation)).toEqual([]);
  });

  it('lets nobody without the duty in where everything of a sensitive programme is told', () => {
    const open = rows.filter(
      ([, row]) => row.sensitive === 'all' && ROLES.some((role) => !hasSensitiveDuty(role) && admitted(row).includes(role)),
    );
    expect(open.map(([operation]) => operation)).toEqual([]);
  });

  it('lets nobody come in nameless to what lies somewhere or is anybody’s', () => {
    const nameless = rows.filter(([, row]) => row.admits === 'anybody');
    expect(nameless.every(([, row]) => row.area === 'nowhere' && row.sensitive === 'none')).toBe(true);
    expect(nameless.map(([operation]) => operation).filter((operation) => operation.includes('/api/'))).toEqual([
      'POST /api/v1/sessions',
    ]);
  });
});

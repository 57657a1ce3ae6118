import type { AreaCode } from '@fenming/citizen';
import type { ProgrammeId } from '@fenming/programmes';
import type { Level, NoticePosted } from '@fenming/subsidy';
import { inside, where } from '../engine/filter';
import type { Reader } from '../engine/reader';

/** A notice as it was posted. */
export type Notice = NoticePosted['data'];

const COLUMNS = `notice AS noticeId, level, area, programme, year, count, list_hash AS listHash,
  posted_on AS postedOn, closes_on AS closesOn`;

export type NoticeList = {
  readonly level: Level;
  readonly area: AreaCode;
  readonly programme: ProgrammeId;
  readonly year: number;
};

/** The notices of exactly this list, oldest first. */
export function notices(reader: Reader, { level, area, programme, year }: NoticeList): readonly Notice[] {
  return reader.all<Notice>(
    `SELECT ${COLUMNS} FROM notice
     WHERE year = @year AND programme = @programme AND area = @area AND level = @level ORDER BY posted_on, at, notice`,
    { level, area, programme, year },
  );
}

/** The notices of an area and of every area inside it, oldest first. */
export function noticesIn(
  reader: Reader,
  { year, programme, area }: { readonly year?: number; readonly programme?: ProgrammeId; readonly area?: string },
): readonly Notice[] {
  const { where: condition, values } = where(
    { year: 'year = @year', programme: 'programme = @programme', area: inside('area') },
    { year, programme, area },
  );
  return reader.all<Notice>(`SELECT ${COLUMNS} FROM notice ${condition} ORDER BY posted_on, at, notice`, values);
}

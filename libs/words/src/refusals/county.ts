import type { CountyCode } from '@fenming/subsidy';
import type { Words } from '@fenming/language';

/** What is refused about the county, its areas and its clock. */
export const COUNTY_REFUSALS: Words<CountyCode> = {
  county_already_open: {
    zh: '这个数据目录已经属于一个县，不能再开设。',
    en: 'This data folder belongs to a county already; no other can be opened in it.',
  },
  county_not_open: { zh: '这个数据目录还没有开设县。', en: 'No county has been opened in this data folder yet.' },
  region_missing: {
    zh: '没有指明本县执行哪个地方的标准；只执行国家标准的，请写明 national。',
    en: 'It is not said whose rates the county follows; where only the national ones hold, write national.',
  },
  region_unknown: { zh: '没有这个地区的标准。', en: 'There are no rates for this region.' },
  regions_apart: {
    zh: '一个县只属于一个地方：这两个地区互不包含，标准不能相加。',
    en: 'A county lies in one place: neither of these two regions contains the other, and their rates cannot be added.',
  },
  programmes_adopted: {
    zh: '本县已采用项目，金额已按现有标准核定，县名和地区不能再更正。',
    en: 'The county has adopted programmes and amounts have been determined by them; its name and regions can no longer be corrected.',
  },
  correction_empty: {
    zh: '与现有的县名和地区相同，没有要更正的。',
    en: 'This is the present name and region; there is nothing to correct.',
  },
  correction_unknown: {
    zh: '没有待确认的这一项更正；可能已经确认，或已被新的更正取代。',
    en: 'No such correction waits to be confirmed; it may be confirmed already, or replaced by a later one.',
  },
  correction_own: {
    zh: '县名和地区的更正须由另一人确认。',
    en: "You cannot confirm your own correction of the county's name and regions; another person has to.",
  },
  not_demo: { zh: '只有演示县可以使用模拟时钟。', en: 'Only a demo county has a simulated clock.' },
  clock_backwards: { zh: '模拟时钟只能向前走。', en: 'A simulated clock moves forward only.' },
  area_conflict: { zh: '这个区划代码已登记为另一个名称。', en: 'This area code is registered under another name.' },
  township_missing: {
    zh: '村所在的乡镇没有登记，请先登记乡镇，或在同一份清单里列出。',
    en: 'The township of this village is not registered: register it first, or list it in the same file.',
  },
  area_unknown: { zh: '本县没有登记这个区划代码。', en: 'The county has no area with this code.' },
  area_name_taken: {
    zh: '同一乡镇（县）里有两个区划同名。名单按名称认村，请在名称上区分开。',
    en: 'Two areas of one township (or of the county) have the same name. Rosters find a village by its name: make the names differ.',
  },
};

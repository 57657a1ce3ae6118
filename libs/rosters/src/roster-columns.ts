import { ordinaryText } from '@fenming/citizen';
import type { FactDefinition, Programme } from '@fenming/programmes';

/** What a roster needs to know of a programme. */
export type RosterProgramme = Pick<Programme, 'facts' | 'hasSpouse' | 'unit'>;

type PersonColumn =
  | 'serial'
  | 'name'
  | 'citizenId'
  | 'sex'
  | 'township'
  | 'village'
  | 'account'
  | 'spouseName'
  | 'spouseId'
  | 'childName'
  | 'childId';
type Header = { readonly header: string; readonly also?: readonly string[]; readonly required: boolean };
type FactColumn = { readonly holds: 'fact'; readonly fact: FactDefinition };
/** One column: its Chinese header, what else it may be called, what it holds, and whether a roster without it is refused. */
export type RosterColumn = Header & ({ readonly holds: PersonColumn } | FactColumn);
/** Lists of other bodies have words as well that are kept as they stand, and columns that nobody needs. */
export type ListColumn = Header & ({ readonly holds: PersonColumn | 'words' | 'ignored' } | FactColumn);

const PERSON_COLUMNS: readonly RosterColumn[] = [
  { header: '序号', holds: 'serial', required: false },
  { header: '姓名', holds: 'name', required: true },
  { header: '身份证号', holds: 'citizenId', required: true },
  { header: '性别', holds: 'sex', required: true },
  { header: '乡镇', holds: 'township', required: true },
  { header: '村', holds: 'village', required: true },
  { header: '银行账号', holds: 'account', required: true },
];
const SPOUSE_COLUMNS: readonly RosterColumn[] = [
  { header: '配偶姓名', holds: 'spouseName', required: true },
  { header: '配偶身份证号', holds: 'spouseId', required: true },
];
/** Where a right is a child's, the row says for which one; whoever applies is the payee. */
const CHILD_COLUMNS: readonly RosterColumn[] = [
  { header: '子女姓名', holds: 'childName', required: true },
  { header: '子女身份证号', holds: 'childId', required: true },
];

/** The columns of a programme's roster in the order they are written; when read, any order will do. */
export function rosterColumns(programme: RosterProgramme): readonly RosterColumn[] {
  const facts = programme.facts.flatMap((fact): RosterColumn[] => {
    return fact.column === undefined ? [] : [{ header: fact.column, holds: 'fact', fact, required: fact.required }];
  });
  const child = programme.unit === 'child' ? CHILD_COLUMNS : [];
  return [...PERSON_COLUMNS, ...(programme.hasSpouse ? SPOUSE_COLUMNS : []), ...child, ...facts];
}

/** How counties head the same column in the lists that they keep, signs of punctuation and brackets left out. Another's account, or a former one, is not the payee's. */
const SYNONYMS: readonly (readonly [form: RegExp, header: string])[] = [
  [/^(?:顺序号|编号|行号)$/u, '序号'],
  [/^名字$/u, '姓名'],
  [/^(?:第?二代)?(?:公民|居民)?(?:身份证件?(?:号码?|编号)?|(?:身份|证件|有效证件|有效身份证件)号码?)$/u, '身份证号'],
  [
    /^(?:所在|所属|户籍所在|户籍)?(?:乡镇|镇乡|乡|镇|街道|乡镇街道|镇街道?|街道乡镇|乡镇办|乡镇办事处|乡镇街道办事处)(?:名称|名)?$/u,
    '乡镇',
  ],
  [
    /^(?:所在|所属|户籍所在|户籍)?(?:行政村|村|居|社区|村居|居村|村居社区|村社区|行政村社区|社区村)(?:民?委员会|委会|委)?(?:居委会?)?(?:名称|名)?$/u,
    '村',
  ],
  [
    /^(?!.*(?:监护|代领|代理|委托|子女|父亲|母亲)|原(?=银行|账|卡|存折|一卡通)|旧|变更前)(?:.*(?:一卡通|一折通|存折|社保卡|社会保障卡|银行卡?|农商行|信用社|农信社?|信合|邮政|邮储|储蓄卡?|开户行?|收款人?|个人|发放|代发|打卡|补贴|补助|惠农|金融))?(?:账号?|账户号?码?|卡号|账卡号|卡账号|账号卡号|卡号账号|卡折号|银行卡折号)$/u,
    '银行账号',
  ],
  [
    /^(?!.*(?:监护|代领|代理|委托|子女|父亲|母亲)|原(?=银行|账|卡|存折|一卡通)|旧|变更前)(?:.*(?:一卡通|一折通|存折))号?码?$/u,
    '银行账号',
  ],
];
const WHOSE =
  /^(?:本人|(?:奖励扶助|奖扶|被?扶助|奖励|特别扶助|特扶|享受|受助|资助|持证|领证|申报|申请|申领|受益|补助|补贴|发放|领取|领款)?(?:对象|人员|人|者)(?:本人)?)(?=.)/u;
/** Whose name or number a column holds, where it is not the applicant's. */
const OTHERS: readonly (readonly [form: RegExp, whose: string])[] = [
  [/^(?:配偶|爱人|夫妻另一方)(?:的)?/u, '配偶'],
  [/^(?:子女|婴幼儿|新生儿|婴儿|幼儿|儿童|孩子|小孩)(?:的)?(?=姓名|名字|公民|居民|身份|证件)/u, '子女'],
];

/** A header as it is compared: no spaces or marks that show nothing, no full-width signs, no mark of a required column, 账 for 帐. */
export function normaliseHeader(text: string): string {
  return ordinaryText(text)
    .normalize('NFKC')
    .replaceAll(/[\s*]|:$/gu, '')
    .replaceAll('帐', '账');
}

/** The column that a header names: as the template writes it, with a remark in brackets behind it, or as county lists do. */
export function columnNamed<Column extends ListColumn>(columns: readonly Column[], header: string): Column | undefined {
  const written = normaliseHeader(header);
  const spellings = [written, withoutRemark(written)].flatMap((text) => [text, synonymOf(text), hukouOf(text)]);
  return columns.find(({ header: own, also = [] }) => [own, ...also].some((name) => spellings.includes(normaliseHeader(name))));
}

/** 户籍性质 and 户口类别 are 户口性质. */
function hukouOf(text: string): string {
  return text.replace('户籍', '户口').replace(/(?<=户口)(?:类型|类别|属性)$/u, '性质');
}

function withoutRemark(text: string): string {
  return text.replace(/\([^()]*\)$/u, '');
}

function synonymOf(text: string): string | undefined {
  const [form, whose = ''] = OTHERS.find(([other]) => other.test(text)) ?? [];
  const bare = (form === undefined ? text : text.replace(form, '')).replaceAll(/[()[\]【】“”"'《》、,/\\|或及和—_-]/gu, '');
  const spellings = [bare, bare.replace(WHOSE, '')];
  const found = SYNONYMS.find(([form]) => spellings.some((spelling) => form.test(spelling)))?.[1] ?? spellings[1];
  return whose + found;
}

const AMOUNT_OR_VERDICT =
  /金额|(?<![单公])元|月数|资格|结论|应发|实发|补贴标准|发放标准|奖励金|审核(?:结果|意见)|是否(?:符合|合格|通过|享受)/u;

/** Whether a column claims what only the rules may say: an amount, a number of months, or a verdict. */
export function claimsAmountOrVerdict(header: string): boolean {
  return AMOUNT_OR_VERDICT.test(normaliseHeader(header));
}

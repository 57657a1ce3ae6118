import { same, spoken } from '@fenming/language';
/** The words that lead to a command → how it is typed. Each of them is run by a journey, so that no help tells of what does not work. */
export const EXAMPLES: Readonly<Record<string, string>> = spoken({
  demo: same('fenming demo --scale 0.01 --data demo-county'),
  serve: same('fenming serve --port 0'),
  start: same('fenming start --port 0 --data demo-county'),
  init: {
    zh: 'fenming init --county 991003 --name 样县 --areas areas.csv --region henan',
    en: 'fenming init --county 991003 --name 样县 --areas areas.csv --region henan',
  },
  'county show': same('fenming county show'),
  'county propose': {
    zh: 'fenming county propose --name 样例县 --region henan --as weijian --password-file passwords/weijian',
    en: 'fenming county propose --name 样例县 --region henan --as weijian --password-file passwords/weijian',
  },
  'county confirm': same('fenming county confirm --as shenpi --password-file passwords/shenpi'),
  'user add': {
    zh: 'fenming user add weijian --role health --area 991003 --title 县卫健委 --password-file passwords/weijian',
    en: 'fenming user add weijian --role health --area 991003 --title "county health commission" --password-file passwords/weijian',
  },
  'user list': same('fenming user list'),
  'user show': same('fenming user show weijian'),
  'user password': same('fenming user password weijian --password-file passwords/weijian'),
  'user own-password': same(
    'fenming user own-password --as fangkuan --password-file passwords/fangkuan --new-password-file passwords/fangkuan-new',
  ),
  'user revoke': {
    zh: 'fenming user revoke fangkuan --reason 手机丢失',
    en: 'fenming user revoke fangkuan --reason "phone lost"',
  },
  'user confirm': same('fenming user confirm fangkuan --as shenhe --password-file passwords/shenhe'),
  'user move': {
    zh: 'fenming user move zhen101 --role township --area 991003101 --title 青石镇计生办主任',
    en: 'fenming user move zhen101 --role township --area 991003101 --title "head of the township office"',
  },
  'user dismiss': { zh: 'fenming user dismiss cun201 --reason 调离', en: 'fenming user dismiss cun201 --reason transferred' },
  import: same(
    'fenming import RURAL_REWARD.xlsx --programme RURAL_REWARD --year 2026 --as weijian --password-file passwords/weijian',
  ),
  confirm: same('fenming confirm --all --level village --year 2026 --as cun201 --password-file passwords/cun201'),
  reject: {
    zh: 'fenming reject RURAL_REWARD-2026-1-00002 --level township --year 2026 --reason 不符合条件 --as zhen101 --password-file passwords/zhen101',
    en: 'fenming reject RURAL_REWARD-2026-1-00002 --level township --year 2026 --reason "does not qualify" --as zhen101 --password-file passwords/zhen101',
  },
  'notice list': same('fenming notice list --year 2026 --as weijian --password-file passwords/weijian'),
  'notice post': same(
    'fenming notice post --level village --area 991003101201 --year 2026 --as cun201 --password-file passwords/cun201',
  ),
  'appropriation receive': {
    zh: 'fenming appropriation receive RURAL_REWARD 2026 --layer central --yuan 100000.00 --document-no 财社〔2026〕1号 --on 2026-01-20 --as jingban --password-file passwords/jingban',
    en: 'fenming appropriation receive RURAL_REWARD 2026 --layer central --yuan 100000.00 --document-no 财社〔2026〕1号 --on 2026-01-20 --as jingban --password-file passwords/jingban',
  },
  'appropriation adjust': {
    zh: 'fenming appropriation adjust RURAL_REWARD 2026 --layer central --yuan -40000.00 --reason 人数核减 --document-no 财社〔2026〕2号 --on 2026-01-20 --as jingban --password-file passwords/jingban',
    en: 'fenming appropriation adjust RURAL_REWARD 2026 --layer central --yuan -40000.00 --reason "fewer persons" --document-no 财社〔2026〕2号 --on 2026-01-20 --as jingban --password-file passwords/jingban',
  },
  'appropriation carry': {
    zh: 'fenming appropriation carry RURAL_REWARD 2026 --central 1000.00 --document-no 县财〔2026〕8号 --on 2026-01-20 --as jingban --password-file passwords/jingban',
    en: 'fenming appropriation carry RURAL_REWARD 2026 --central 1000.00 --document-no 县财〔2026〕8号 --on 2026-01-20 --as jingban --password-file passwords/jingban',
  },
  'appropriation lapse': {
    zh: 'fenming appropriation lapse RURAL_REWARD 2026 --central 50000.00 --document-no 县财〔2026〕9号 --on 2026-01-20 --as jingban --password-file passwords/jingban',
    en: 'fenming appropriation lapse RURAL_REWARD 2026 --central 50000.00 --document-no 县财〔2026〕9号 --on 2026-01-20 --as jingban --password-file passwords/jingban',
  },
  'appropriation close': {
    zh: 'fenming appropriation close RURAL_REWARD 2026 --document-no 县财〔2026〕10号 --on 2026-01-20 --as jingban --password-file passwords/jingban',
    en: 'fenming appropriation close RURAL_REWARD 2026 --document-no 县财〔2026〕10号 --on 2026-01-20 --as jingban --password-file passwords/jingban',
  },
  'appropriation ledger': same('fenming appropriation ledger --programme RURAL_REWARD --year 2026'),
  'batch list': same('fenming batch list --year 2026'),
  'batch create': same('fenming batch create RURAL_REWARD 2026 --as jingban --password-file passwords/jingban'),
  'batch lock': same('fenming batch lock RURAL_REWARD-2026-991003-1 --as jingban --password-file passwords/jingban'),
  'batch submit': same('fenming batch submit RURAL_REWARD-2026-991003-1 --as jingban --password-file passwords/jingban'),
  'batch check': same('fenming batch check RURAL_REWARD-2026-991003-1 --as shenhe --password-file passwords/shenhe'),
  'batch approve': same(
    'fenming batch approve RURAL_REWARD-2026-991003-1 --total 960.00 --as shenpi --password-file passwords/shenpi',
  ),
  'batch send-back': {
    zh: 'fenming batch send-back RURAL_REWARD-2026-991003-1 --reason 合计有误 --as shenhe --password-file passwords/shenhe',
    en: 'fenming batch send-back RURAL_REWARD-2026-991003-1 --reason "wrong total" --as shenhe --password-file passwords/shenhe',
  },
  'batch run': same('fenming batch run RURAL_REWARD-2026-991003-1 --as fangkuan --password-file passwords/fangkuan'),
  'batch pause': {
    zh: 'fenming batch pause RURAL_REWARD-2026-991003-1 --reason 核实账户 --as fangkuan --password-file passwords/fangkuan',
    en: 'fenming batch pause RURAL_REWARD-2026-991003-1 --reason "checking accounts" --as fangkuan --password-file passwords/fangkuan',
  },
  'batch resume': same('fenming batch resume RURAL_REWARD-2026-991003-1 --as fangkuan --password-file passwords/fangkuan'),
  'batch progress': same('fenming batch progress RURAL_REWARD-2026-991003-1'),
  'batch totals': same('fenming batch totals RURAL_REWARD-2026-991003-1'),
  'batch exceptions': same('fenming batch exceptions RURAL_REWARD-2026-991003-1'),
  'batch failures': same('fenming batch failures RURAL_REWARD-2026-991003-1'),
  'batch controls': same('fenming batch controls RURAL_REWARD-2026-991003-1'),
  'batch approval-form': same('fenming batch approval-form RURAL_REWARD-2026-991003-1 --out approval-form.pdf'),
  'batch bank-file': same(
    'fenming batch bank-file RURAL_REWARD-2026-991003-1 --profile OUR_BANK --out bank --as fangkuan --password-file passwords/fangkuan',
  ),
  'batch cover': same('fenming batch cover RURAL_REWARD-2026-991003-1 --out cover.pdf'),
  'batch bank-return': same(
    'fenming batch bank-return RURAL_REWARD-2026-991003-1 bank-return.txt --as yinhang --password-file passwords/yinhang',
  ),
  'batch reconcile': same('fenming batch reconcile RURAL_REWARD-2026-991003-1 --as shenhe --password-file passwords/shenhe'),
  'batch close': same('fenming batch close RURAL_REWARD-2026-991003-1 --as jingban --password-file passwords/jingban'),
  'bank profiles list': same('fenming bank profiles list'),
  'bank profiles show': same('fenming bank profiles show RURAL_COMMERCIAL'),
  'bank profiles test': same('fenming bank profiles test bank.yaml --out bank'),
  'programme list': same('fenming programme list'),
  'programme show': same('fenming programme show RURAL_REWARD'),
  'programme template': same('fenming programme template RURAL_REWARD --year 2026 --out template.xlsx'),
  'programme propose': {
    zh: 'fenming programme propose --document-no 县卫健〔2026〕1号 --document-date 2026-01-01 --from 2026-01-01 --as weijian --password-file passwords/weijian',
    en: 'fenming programme propose --document-no 县卫健〔2026〕1号 --document-date 2026-01-01 --from 2026-01-01 --as weijian --password-file passwords/weijian',
  },
  'programme withdraw': same(
    'fenming programme withdraw RURAL_REWARD 5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef --document-no 县卫健〔2026〕9号 --document-date 2026-06-30 --paid stays --as weijian --password-file passwords/weijian',
  ),
  'programme confirm-withdrawal': same(
    'fenming programme confirm-withdrawal RURAL_REWARD 5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef --paid stays --as shenpi --password-file passwords/shenpi',
  ),
  'programme adopt': same('fenming programme adopt RURAL_REWARD --as shenpi --password-file passwords/shenpi'),
  'programme dry-run': same(
    'fenming programme dry-run RURAL_REWARD.yaml --year 2026 --as weijian --password-file passwords/weijian',
  ),
  determinations: same(
    'fenming determinations RURAL_REWARD-2026-1-00003 --year 2026 --as weijian --password-file passwords/weijian',
  ),
  owed: same('fenming owed RURAL_REWARD-2026-1-00003 --as weijian --password-file passwords/weijian'),
  'recovery receive': same(
    'fenming recovery receive RURAL_REWARD-2026-1-00003 --yuan 880.00 --document-no 县财政非税〔2026〕12号 --as jingban --password-file passwords/jingban',
  ),
  overpaid: same('fenming overpaid --programme RURAL_REWARD --year 2026 --as weijian --password-file passwords/weijian'),
  unreviewed: same('fenming unreviewed --programme RURAL_REWARD --year 2026 --as weijian --password-file passwords/weijian'),
  unpaid: same('fenming unpaid --programme RURAL_REWARD --year 2026 --as weijian --password-file passwords/weijian'),
  'redetermine show': same('fenming redetermine show RURAL_REWARD --as weijian --password-file passwords/weijian'),
  'redetermine run': same('fenming redetermine run RURAL_REWARD --as weijian --password-file passwords/weijian'),
  'redetermine sign': same('fenming redetermine sign RURAL_REWARD --as weijian --password-file passwords/weijian'),
  'redetermine list': same('fenming redetermine list RURAL_REWARD --waiting --as weijian --password-file passwords/weijian'),
  'redetermine decide': {
    zh: 'fenming redetermine decide RURAL_REWARD RURAL_REWARD-2026-1-00042 --year 2026 --decision kept --document-no 县卫健〔2026〕21号 --reason 文件规定已核定的不调整 --as weijian --password-file passwords/weijian',
    en: 'fenming redetermine decide RURAL_REWARD RURAL_REWARD-2026-1-00042 --year 2026 --decision kept --document-no 县卫健〔2026〕21号 --reason "the document leaves what was determined" --as weijian --password-file passwords/weijian',
  },
  'redetermine confirm': same(
    'fenming redetermine confirm RURAL_REWARD --decision kept --as weijian --password-file passwords/weijian',
  ),
  'calendar list': same('fenming calendar list'),
  'calendar show': same('fenming calendar show 2026'),
  'calendar import': same('fenming calendar import holidays-2027.csv --as weijian --password-file passwords/weijian'),
  'calendar confirm': same('fenming calendar confirm 2027 --as shenpi --password-file passwords/shenpi'),
  'eligibility why': same('fenming eligibility why RURAL_REWARD-2026-1-00002 --as weijian --password-file passwords/weijian'),
  'eligibility why-list': same(
    'fenming eligibility why-list people.txt --year 2026 --as weijian --password-file passwords/weijian',
  ),
  'fact list': same('fenming fact list RURAL_REWARD-2026-1-00003 --as weijian --password-file passwords/weijian'),
  'fact state': {
    zh: 'fenming fact state RURAL_REWARD-2026-1-00003 livingDaughters --value 1 --document-no 青石计生〔2026〕7号 --reason 登记时漏登一女 --as zhen101 --password-file passwords/zhen101',
    en: 'fenming fact state RURAL_REWARD-2026-1-00003 livingDaughters --value 1 --document-no 青石计生〔2026〕7号 --reason "a daughter was left out" --as zhen101 --password-file passwords/zhen101',
  },
  'fact accept': same(
    'fenming fact accept RURAL_REWARD-2026-1-00003 livingDaughters --as weijian --password-file passwords/weijian',
  ),
  'fact drop': {
    zh: 'fenming fact drop RURAL_REWARD-2026-1-00003 livingDaughters --reason 材料是另一人的 --as weijian --password-file passwords/weijian',
    en: 'fenming fact drop RURAL_REWARD-2026-1-00003 livingDaughters --reason "the document is about somebody else" --as weijian --password-file passwords/weijian',
  },
  'death propose': {
    zh: 'fenming death propose RURAL_REWARD-2026-1-00003 --on 2026-01-15 --document-no 医死证〔2026〕27号 --source 民政火化名单比对 --as weijian --password-file passwords/weijian',
    en: 'fenming death propose RURAL_REWARD-2026-1-00003 --on 2026-01-15 --document-no 医死证〔2026〕27号 --source "the list of cremations" --as weijian --password-file passwords/weijian',
  },
  'death withdraw': {
    zh: 'fenming death withdraw RURAL_REWARD-2026-1-00003 --document-no 县卫健〔2026〕15号 --reason 同名同姓 --as weijian --password-file passwords/weijian',
    en: 'fenming death withdraw RURAL_REWARD-2026-1-00003 --document-no 县卫健〔2026〕15号 --reason "another person of the same name" --as weijian --password-file passwords/weijian',
  },
  'death show': same('fenming death show RURAL_REWARD-2026-1-00003 --as fuhe --password-file passwords/fuhe'),
  'death confirm': same(
    'fenming death confirm RURAL_REWARD-2026-1-00003 --document-no 医死证〔2026〕27号 --as fuhe --password-file passwords/fuhe',
  ),
  'death drop': {
    zh: 'fenming death drop RURAL_REWARD-2026-1-00003 --note 同名同姓 --as weijian --password-file passwords/weijian',
    en: 'fenming death drop RURAL_REWARD-2026-1-00003 --note "another person of the same name" --as weijian --password-file passwords/weijian',
  },
  'hold place': {
    zh: 'fenming hold place RURAL_REWARD-2026-1-00003 --note 户籍待核 --until 2026-12-31 --as zhen101 --password-file passwords/zhen101',
    en: 'fenming hold place RURAL_REWARD-2026-1-00003 --note "the household register is being checked" --until 2026-12-31 --as zhen101 --password-file passwords/zhen101',
  },
  'hold release': {
    zh: 'fenming hold release RURAL_REWARD-2026-1-00003 --note 已核实 --as weijian --password-file passwords/weijian',
    en: 'fenming hold release RURAL_REWARD-2026-1-00003 --note checked --as weijian --password-file passwords/weijian',
  },
  'identity correct': {
    zh: 'fenming identity correct RURAL_REWARD-2026-1-00003 --citizen-id 991003195606068029 --document-no 青石计生〔2026〕11号 --note 录入时看错两位 --as zhen101 --password-file passwords/zhen101',
    en: 'fenming identity correct RURAL_REWARD-2026-1-00003 --citizen-id 991003195606068029 --document-no 青石计生〔2026〕11号 --note "two digits were misread" --as zhen101 --password-file passwords/zhen101',
  },
  'identity show': same('fenming identity show RURAL_REWARD-2026-1-00003 --as weijian --password-file passwords/weijian'),
  'identity confirm': same(
    'fenming identity confirm RURAL_REWARD-2026-1-00003 --document-no 青石计生〔2026〕11号 --as weijian --password-file passwords/weijian',
  ),
  'identity drop': {
    zh: 'fenming identity drop RURAL_REWARD-2026-1-00003 --note 复印件不清 --as zhen101 --password-file passwords/zhen101',
    en: 'fenming identity drop RURAL_REWARD-2026-1-00003 --note "the copy cannot be read" --as zhen101 --password-file passwords/zhen101',
  },
  'rejection withdraw': {
    zh: 'fenming rejection withdraw RURAL_REWARD-2026-1-00002 --year 2026 --document-no 青石计生〔2026〕3号 --note 核对户口簿后更正 --as zhen101 --password-file passwords/zhen101',
    en: 'fenming rejection withdraw RURAL_REWARD-2026-1-00002 --year 2026 --document-no 青石计生〔2026〕3号 --note "the household register was read wrongly" --as zhen101 --password-file passwords/zhen101',
  },
  'rejection confirm': same(
    'fenming rejection confirm RURAL_REWARD-2026-1-00002 --year 2026 --document-no 青石计生〔2026〕3号 --as weijian --password-file passwords/weijian',
  ),
  'exit propose': {
    zh: 'fenming exit propose RURAL_REWARD-2026-1-00003 --reason moved_out --on 2026-02-20 --document-no 户迁〔2026〕18号 --note 全户迁往外省 --as zhen101 --password-file passwords/zhen101',
    en: 'fenming exit propose RURAL_REWARD-2026-1-00003 --reason moved_out --on 2026-02-20 --document-no 户迁〔2026〕18号 --note "the household moved to another province" --as zhen101 --password-file passwords/zhen101',
  },
  'exit withdraw': {
    zh: 'fenming exit withdraw RURAL_REWARD-2026-1-00003 --document-no 青石计生〔2026〕9号 --note 户口仍在本县 --as zhen101 --password-file passwords/zhen101',
    en: 'fenming exit withdraw RURAL_REWARD-2026-1-00003 --document-no 青石计生〔2026〕9号 --note "still registered in the county" --as zhen101 --password-file passwords/zhen101',
  },
  'exit show': same('fenming exit show RURAL_REWARD-2026-1-00003 --as weijian --password-file passwords/weijian'),
  'exit confirm': same(
    'fenming exit confirm RURAL_REWARD-2026-1-00003 --document-no 户迁〔2026〕18号 --as weijian --password-file passwords/weijian',
  ),
  'exit drop': {
    zh: 'fenming exit drop RURAL_REWARD-2026-1-00003 --note 迁出的是另一人 --as weijian --password-file passwords/weijian',
    en: 'fenming exit drop RURAL_REWARD-2026-1-00003 --note "somebody else moved" --as weijian --password-file passwords/weijian',
  },
  'paid-elsewhere propose': {
    zh: 'fenming paid-elsewhere propose RURAL_REWARD-2026-1-00003 --year 2026 --months 1-3 --paid-by 邻县卫生健康委员会 --document-no 邻卫健证〔2026〕6号 --note 3月迁入 --as zhen101 --password-file passwords/zhen101',
    en: 'fenming paid-elsewhere propose RURAL_REWARD-2026-1-00003 --year 2026 --months 1-3 --paid-by "the county next to ours" --document-no 邻卫健证〔2026〕6号 --note "moved here in March" --as zhen101 --password-file passwords/zhen101',
  },
  'paid-elsewhere show': same(
    'fenming paid-elsewhere show RURAL_REWARD-2026-1-00003 --as weijian --password-file passwords/weijian',
  ),
  'paid-elsewhere confirm': same(
    'fenming paid-elsewhere confirm RURAL_REWARD-2026-1-00003 --document-no 邻卫健证〔2026〕6号 --as weijian --password-file passwords/weijian',
  ),
  'paid-elsewhere drop': {
    zh: 'fenming paid-elsewhere drop RURAL_REWARD-2026-1-00003 --note 证明是另一人的 --as zhen101 --password-file passwords/zhen101',
    en: 'fenming paid-elsewhere drop RURAL_REWARD-2026-1-00003 --note "certified for somebody else" --as zhen101 --password-file passwords/zhen101',
  },
  'transfer propose': {
    zh: 'fenming transfer propose RURAL_REWARD-2026-1-00003 --to 991003101202 --on 2026-02-20 --document-no 户迁〔2026〕7号 --note 随子女居住 --as zhen101 --password-file passwords/zhen101',
    en: 'fenming transfer propose RURAL_REWARD-2026-1-00003 --to 991003101202 --on 2026-02-20 --document-no 户迁〔2026〕7号 --note "lives with the children" --as zhen101 --password-file passwords/zhen101',
  },
  'transfer show': same('fenming transfer show RURAL_REWARD-2026-1-00003 --as weijian --password-file passwords/weijian'),
  'transfer confirm': same(
    'fenming transfer confirm RURAL_REWARD-2026-1-00003 --document-no 户迁〔2026〕7号 --as weijian --password-file passwords/weijian',
  ),
  'transfer drop': {
    zh: 'fenming transfer drop RURAL_REWARD-2026-1-00003 --note 户口还没有落户 --as zhen101 --password-file passwords/zhen101',
    en: 'fenming transfer drop RURAL_REWARD-2026-1-00003 --note "not registered there yet" --as zhen101 --password-file passwords/zhen101',
  },
  'compare file': same('fenming compare file deaths.csv --source deaths --as weijian --password-file passwords/weijian'),
  'compare figures': same('fenming compare figures --as weijian --password-file passwords/weijian'),
  'compare sources': same('fenming compare sources'),
  'lead list': same('fenming lead list --as zhen101 --password-file passwords/zhen101'),
  'lead state': {
    zh: 'fenming lead state RURAL_REWARD-2026-1-00003/1 --document-no 青石派〔2026〕3号 --reason 户口簿已核对 --as zhen101 --password-file passwords/zhen101',
    en: 'fenming lead state RURAL_REWARD-2026-1-00003/1 --document-no 青石派〔2026〕3号 --reason "household register seen" --as zhen101 --password-file passwords/zhen101',
  },
  'lead close': {
    zh: 'fenming lead close RURAL_REWARD-2026-1-00003/1 --reason 户口簿仍为农业户口 --as zhen101 --password-file passwords/zhen101',
    en: 'fenming lead close RURAL_REWARD-2026-1-00003/1 --reason "the household register still says rural" --as zhen101 --password-file passwords/zhen101',
  },
  'audit replay': same('fenming audit replay'),
  'audit controls': same('fenming audit controls'),
  backup: same('fenming backup --to backups'),
  restore: same('fenming restore backups --vault backups --key vault.key --data restored --verify'),
  'reconcile-restore': {
    zh: 'fenming reconcile-restore received.csv --document-no 行函〔2026〕7号 --data restored --as shenhe --password-file passwords/shenhe',
    en: 'fenming reconcile-restore received.csv --document-no 行函〔2026〕7号 --data restored --as shenhe --password-file passwords/shenhe',
  },
  version: same('fenming version'),
});

/** The words that lead to a command → how it is typed. Each of them is run by a journey, so that no help tells of what does not work. */
export const EXAMPLES: Readonly<Record<string, string>> = {
  demo: 'fenming demo --scale 0.01 --data demo-county',
  serve: 'fenming serve --port 0',
  start: 'fenming start --port 0 --data demo-county',
  init: 'fenming init --county 991003 --name 样县 --areas areas.csv --region henan',
  'county show': 'fenming county show',
  'county propose': 'fenming county propose --name 样例县 --region henan --as weijian --password-file passwords/weijian',
  'county confirm': 'fenming county confirm --as shenpi --password-file passwords/shenpi',
  'user add': 'fenming user add weijian --role health --area 991003 --title 县卫健委 --password-file passwords/weijian',
  'user list': 'fenming user list',
  'user show': 'fenming user show weijian',
  'user password': 'fenming user password weijian --password-file passwords/weijian',
  'user own-password':
    'fenming user own-password --as fangkuan --password-file passwords/fangkuan --new-password-file passwords/fangkuan-new',
  'user revoke': 'fenming user revoke fangkuan --reason 手机丢失',
  'user confirm': 'fenming user confirm fangkuan --as shenhe --password-file passwords/shenhe',
  'user move': 'fenming user move zhen101 --role township --area 991003101 --title 青石镇计生办主任',
  'user dismiss': 'fenming user dismiss cun201 --reason 调离',
  import: 'fenming import RURAL_REWARD.xlsx --programme RURAL_REWARD --year 2026 --as weijian --password-file passwords/weijian',
  confirm: 'fenming confirm --all --level village --year 2026 --as cun201 --password-file passwords/cun201',
  reject:
    'fenming reject RURAL_REWARD-2026-1-00002 --level township --year 2026 --reason 不符合条件 --as zhen101 --password-file passwords/zhen101',
  'notice list': 'fenming notice list --year 2026 --as weijian --password-file passwords/weijian',
  'notice post':
    'fenming notice post --level village --area 991003101201 --year 2026 --as cun201 --password-file passwords/cun201',
  'appropriation receive':
    'fenming appropriation receive RURAL_REWARD 2026 --layer central --yuan 100000.00 --document-no 财社〔2026〕1号 --on 2026-01-20 --as jingban --password-file passwords/jingban',
  'appropriation adjust':
    'fenming appropriation adjust RURAL_REWARD 2026 --layer central --yuan -40000.00 --reason 人数核减 --document-no 财社〔2026〕2号 --on 2026-01-20 --as jingban --password-file passwords/jingban',
  'appropriation carry':
    'fenming appropriation carry RURAL_REWARD 2026 --central 1000.00 --document-no 县财〔2026〕8号 --on 2026-01-20 --as jingban --password-file passwords/jingban',
  'appropriation lapse':
    'fenming appropriation lapse RURAL_REWARD 2026 --central 50000.00 --document-no 县财〔2026〕9号 --on 2026-01-20 --as jingban --password-file passwords/jingban',
  'appropriation close':
    'fenming appropriation close RURAL_REWARD 2026 --document-no 县财〔2026〕10号 --on 2026-01-20 --as jingban --password-file passwords/jingban',
  'appropriation ledger': 'fenming appropriation ledger --programme RURAL_REWARD --year 2026',
  'batch list': 'fenming batch list --year 2026',
  'batch create': 'fenming batch create RURAL_REWARD 2026 --as jingban --password-file passwords/jingban',
  'batch lock': 'fenming batch lock RURAL_REWARD-2026-991003-1 --as jingban --password-file passwords/jingban',
  'batch submit': 'fenming batch submit RURAL_REWARD-2026-991003-1 --as jingban --password-file passwords/jingban',
  'batch check': 'fenming batch check RURAL_REWARD-2026-991003-1 --as shenhe --password-file passwords/shenhe',
  'batch approve': 'fenming batch approve RURAL_REWARD-2026-991003-1 --total 960.00 --as shenpi --password-file passwords/shenpi',
  'batch send-back':
    'fenming batch send-back RURAL_REWARD-2026-991003-1 --reason 合计有误 --as shenhe --password-file passwords/shenhe',
  'batch run': 'fenming batch run RURAL_REWARD-2026-991003-1 --as fangkuan --password-file passwords/fangkuan',
  'batch pause':
    'fenming batch pause RURAL_REWARD-2026-991003-1 --reason 核实账户 --as fangkuan --password-file passwords/fangkuan',
  'batch resume': 'fenming batch resume RURAL_REWARD-2026-991003-1 --as fangkuan --password-file passwords/fangkuan',
  'batch progress': 'fenming batch progress RURAL_REWARD-2026-991003-1',
  'batch totals': 'fenming batch totals RURAL_REWARD-2026-991003-1',
  'batch exceptions': 'fenming batch exceptions RURAL_REWARD-2026-991003-1',
  'batch failures': 'fenming batch failures RURAL_REWARD-2026-991003-1',
  'batch controls': 'fenming batch controls RURAL_REWARD-2026-991003-1',
  'batch approval-form': 'fenming batch approval-form RURAL_REWARD-2026-991003-1 --out approval-form.pdf',
  'batch bank-file':
    'fenming batch bank-file RURAL_REWARD-2026-991003-1 --profile OUR_BANK --out bank --as fangkuan --password-file passwords/fangkuan',
  'batch cover': 'fenming batch cover RURAL_REWARD-2026-991003-1 --out cover.pdf',
  'batch bank-return':
    'fenming batch bank-return RURAL_REWARD-2026-991003-1 bank-return.txt --as yinhang --password-file passwords/yinhang',
  'batch reconcile': 'fenming batch reconcile RURAL_REWARD-2026-991003-1 --as shenhe --password-file passwords/shenhe',
  'batch close': 'fenming batch close RURAL_REWARD-2026-991003-1 --as jingban --password-file passwords/jingban',
  'bank profiles list': 'fenming bank profiles list',
  'bank profiles show': 'fenming bank profiles show RURAL_COMMERCIAL',
  'bank profiles test': 'fenming bank profiles test bank.yaml --out bank',
  'programme list': 'fenming programme list',
  'programme show': 'fenming programme show RURAL_REWARD',
  'programme template': 'fenming programme template RURAL_REWARD --year 2026 --out template.xlsx',
  'programme propose':
    'fenming programme propose --document-no 县卫健〔2026〕1号 --from 2026-01-01 --as weijian --password-file passwords/weijian',
  'programme adopt': 'fenming programme adopt RURAL_REWARD --as shenpi --password-file passwords/shenpi',
  'programme dry-run': 'fenming programme dry-run RURAL_REWARD.yaml --year 2026 --as weijian --password-file passwords/weijian',
  'calendar list': 'fenming calendar list',
  'calendar show': 'fenming calendar show 2026',
  'calendar import': 'fenming calendar import holidays-2027.csv --as weijian --password-file passwords/weijian',
  'calendar confirm': 'fenming calendar confirm 2027 --as shenpi --password-file passwords/shenpi',
  'eligibility why': 'fenming eligibility why RURAL_REWARD-2026-1-00002 --as weijian --password-file passwords/weijian',
  'audit replay': 'fenming audit replay',
  'audit controls': 'fenming audit controls',
  backup: 'fenming backup --to backups',
  restore: 'fenming restore backups --vault backups --key vault.key --data restored --verify',
  'reconcile-restore':
    'fenming reconcile-restore received.csv --document-no 行函〔2026〕7号 --data restored --as shenhe --password-file passwords/shenhe',
  version: 'fenming version',
};

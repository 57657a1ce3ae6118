import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { history } from '../histories/history';
import { seeded } from '../histories/recorder';
import { openViews } from './views';
import { digest } from './digest';
import { compareViews } from './compare';
it('speed', () => {
  const events = history(seeded(1), { people: Number(process.env.N ?? 1000), chunkSize: 1000 });
  const dir = mkdtempSync('/tmp/vb/');
  for (let i = 0; i < 3; i++) {
    const v = openViews(join(dir, `v${i}.sqlite`));
    const t = process.hrtime.bigint(); const c0 = process.cpuUsage();
    for (let p = 0; p < events.length; p += 2000) v.apply(events.slice(p, p + 2000));
    const s = Number(process.hrtime.bigint() - t) / 1e9; const c = process.cpuUsage(c0); process.stderr.write(`cpu user ${c.user/1e6} sys ${c.system/1e6} `);
    const t2 = process.hrtime.bigint();
    const d = digest(v);
    const s2 = Number(process.hrtime.bigint() - t2) / 1e9;
    process.stderr.write(`${events.length} events ${s.toFixed(2)} s ${Math.round(events.length / s)}/s digest ${s2.toFixed(2)} ${d.digest.slice(0, 8)}\n`);
    if (i === 0) process.stderr.write(JSON.stringify(v.balances({ level: 'county' }), null, 1) + JSON.stringify(v.controlTotals(v.batches()[0]!.batch_id)) + '\n');
    v.close();
  }
  const t3 = process.hrtime.bigint();
  const diff = compareViews(join(dir, 'v0.sqlite'), join(dir, 'v1.sqlite'));
  process.stderr.write(`compare ${Number(process.hrtime.bigint() - t3) / 1e9} ${diff.length}\n`);
  rmSync(dir, { recursive: true });
}, 120000);

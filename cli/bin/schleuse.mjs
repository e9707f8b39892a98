#!/usr/bin/env node
// Starts the program on a Node that runs TypeScript by itself. Where the one at hand is older, the Node that came with
// the dependencies takes over.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major > 22 ? major > 23 || minor >= 6 : major === 22 && minor >= 18) {
  // "Type stripping is experimental" is no news for somebody who sends files.
  process.removeAllListeners('warning');
  const { run } = await import(main);
  process.exitCode = await run(process.argv.slice(2));
} else {
  const node = findNode();
  if (node === undefined) {
    console.error(`schleuse needs Node 22.18 or newer (this is ${process.versions.node}).`);
    process.exitCode = 1;
  } else {
    takeOver(node);
  }
}

function findNode() {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  try {
    const require = createRequire(import.meta.url);
    const folder = dirname(require.resolve(`node-${system}-${process.arch}/package.json`));
    return [join(folder, 'bin', 'node'), join(folder, 'bin', 'node.exe')].find((path) => existsSync(path));
  } catch {
    return undefined;
  }
}

function takeOver(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  // A terminal sends Ctrl-C to both; the child decides what it means. Others send it to this process only.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('error', (error) => {
    console.error(String(error));
    process.exitCode = 1;
  });
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}

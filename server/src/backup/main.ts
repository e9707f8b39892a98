import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import { ConfigError, parseBackupDirectory, parseConfig } from '../config.ts';
import { StartRefused } from '../db/database-errors.ts';
import { openKeyRing } from '../keys/key-ring.ts';
import { createLog } from '../log.ts';
import { BackupRefused } from './backup-refused.ts';
import { checkBackup } from './check-backup.ts';
import type { Finding } from './open-backup.ts';
import { readAllFiles } from './read-all.ts';
import { restoreBackup } from './restore-backup.ts';
import { runBackup } from './run-backup.ts';

// npm run backup, npm run restore, npm run backup:check. Exit codes: 0 well, 1 refused, 2 done, but damage was found.

const usage = `npm run backup -- --to DIR
npm run restore -- --from DIR
npm run backup:check [--read-all] -- DIR`;
const config = (): ReturnType<typeof parseConfig> => parseConfig(process.env, [], process.cwd());
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function backup(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { to: { type: 'string' } } });
  const settings = config();
  const { dataDir, rootKeyFile, databaseUrl, logLevel } = settings;
  const to = values.to ? parseBackupDirectory(values.to, { ...settings, cwd: process.cwd() }) : settings.backup?.to;
  if (!to) throw new BackupRefused(`where to? Name a directory, or set BACKUP_TO:\n${usage}`);
  await assertDataDirectory(dataDir);
  const keys = await openKeyRing({ dataDir, rootKeyFile });
  const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  const log = createLog(logLevel === 'info' ? 'warn' : logLevel);
  const done = await runBackup({ dataDir, databaseUrl, to, keys, version, clock: () => new Date(), log });
  say(
    `Backup ${done.number} in ${to}: ${done.objects} objects (${done.copied} new, ${done.copiedBytes} bytes), ` +
      `database ${done.databaseBytes} bytes, ${done.milliseconds} ms.`,
  );
}

/** Opening a key ring makes one where there is nothing; a backup of nothing is a mistyped DATA_DIR. */
async function assertDataDirectory(dataDir: string): Promise<void> {
  await readFile(`${dataDir}/keyring/root-check.json`).catch(() => {
    throw new BackupRefused(`there is no data in ${dataDir}; is DATA_DIR right?`);
  });
}

async function restore(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { from: { type: 'string' } } });
  if (!values.from) throw new BackupRefused(`from where?\n${usage}`);
  const settings = config();
  const from = parseBackupDirectory(values.from, { ...settings, cwd: process.cwd() });
  const done = await restoreBackup({ ...settings, from });
  say(
    `Restored backup ${done.number} of ${done.takenAt} to ${settings.dataDir}: ${done.objects} objects, ` +
      `${done.bytes} bytes. Now start the server.`,
  );
  report(done.findings);
}

async function check(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    options: { 'read-all': { type: 'boolean' } },
    allowPositionals: true,
  });
  const settings = config();
  const directory = positionals[0] ?? settings.backup?.to;
  if (!directory) throw new BackupRefused(`which directory?\n${usage}`);
  const from = parseBackupDirectory(directory, { ...settings, cwd: process.cwd() });
  const { backup, findings, notes, state } = await checkBackup({ ...settings, from });
  // Before the `--`, npm takes the option for itself and hands it on this way.
  if (values['read-all'] || process.env['npm_config_read_all'] === 'true') {
    const read = await readAllFiles(backup, createLog('silent'));
    say(`${read.files} files opened, ${read.bytes} bytes; ${read.erased} erased since.`);
    findings.push(...read.findings);
  }
  if (state) say(`Backup ${state.number} of ${state.takenAt}: ${state.objects} objects, ${state.bytes} bytes.`);
  for (const note of notes) say(`Note: ${note}.`);
  report(findings);
}

function report(findings: Finding[]): void {
  for (const { file, fault } of findings) say(`DAMAGED: ${file} ${fault}`);
  say(findings.length === 0 ? 'Everything is as it was stored.' : `${findings.length} faults.`);
  if (findings.length > 0) process.exitCode = 2;
}

const commands: Record<string, (args: string[]) => Promise<void>> = { backup, restore, check };

try {
  const [name = '', ...args] = process.argv.slice(2);
  const command = commands[name];
  if (!command) throw new BackupRefused(usage);
  await command(args);
} catch (error) {
  const known = error instanceof ConfigError || error instanceof StartRefused;
  const misused = (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') ?? false;
  console.error(known ? `Schleuse: ${(error as Error).message}` : misused ? usage : error);
  process.exitCode = 1;
}

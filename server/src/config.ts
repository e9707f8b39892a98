import { isAbsolute, resolve } from 'node:path';

import { MalformedLog } from '@schleuse/proofs/malformed-log';
import { parseVerifierKey, timestampedCosignature, type VerifierKey } from '@schleuse/proofs/note-key';

import { allRoles, parseRoles, roleNames, type Roles } from './roles.ts';
import type { ScannerAddress } from './scanning/clamd.ts';

/** Every setting of the server, read once at start. The table in the README is the same list. */
export type Config = {
  /** What this process does; all of it unless told otherwise. */
  roles: Roles;
  /** Name or number of the group whose members may run an intake process beside this one. */
  intakeGroup: string | undefined;
  port: number;
  host: string;
  publicUrl: URL;
  dataDir: string;
  databaseUrl: string | undefined;
  smtpUrl: string | undefined;
  mailFrom: string;
  rootKeyFile: string;
  /** Who signs that the logs only grow (C2SP tlog-witness). */
  witness: { url: URL; key: VerifierKey } | undefined;
  /** Mailbox outside the house that gets each day's checkpoints. */
  checkpointMailTo: string | undefined;
  /** Undefined: the server takes no backups by itself. */
  backup: BackupSchedule | undefined;
  /** Where clamd listens; undefined: files are not scanned. */
  clamd: ScannerAddress | undefined;
  /** Signatures that are older by so many days are no protection any more. */
  clamdMaxAgeDays: number;
  /** Undefined: no SFTP. */
  sftp: { port: number; host: string } | undefined;
  logLevel: string;
  demo: boolean;
};

export type BackupSchedule = { to: string; everyMinutes: number };

/** A setting that cannot be used; the message is one line for the operator. */
export class ConfigError extends Error {}

const flags = ['--demo', `--roles=${roleNames.join(',')}`];
const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/**
 * Reads the settings from the environment and the command line.
 * @throws ConfigError naming the setting, its value (never of secrets) and what is allowed.
 */
export function parseConfig(env: Record<string, string | undefined>, args: string[], cwd: string): Config {
  const unknown = args.find((arg) => arg !== '--demo' && !arg.startsWith('--roles='));
  if (unknown !== undefined) throw new ConfigError(`Unknown option ${unknown}; known: ${flags.join(' ')}.`);
  const read = (name: string): string | undefined => env[name]?.trim() || undefined;
  const roles = readRoles(args.find((arg) => arg.startsWith('--roles='))?.slice('--roles='.length) ?? read('ROLES'));
  const intakeGroup = read('INTAKE_GROUP');
  if (intakeGroup !== undefined && roles.has('intake')) {
    throw new ConfigError(
      'INTAKE_GROUP lets an intake process run beside this one: take intake out of the roles here.',
    );
  }
  if (args.includes('--demo') && !roles.has('app')) throw new ConfigError('--demo needs the role app.');
  const port = parsePort(read('PORT') ?? '8080');
  const host = read('HOST') ?? '127.0.0.1';
  checkHost('HOST', host);
  const dataDir = resolve(cwd, read('DATA_DIR') ?? './data');
  const rootKeyFile = parseRootKeyFile(read('ROOT_KEY_FILE') ?? `${dataDir}.root-key`, dataDir, cwd);
  const publicUrl = parsePublicUrl(read('PUBLIC_URL') ?? `http://localhost:${port}`);
  return {
    roles,
    intakeGroup,
    port,
    host,
    publicUrl,
    dataDir,
    databaseUrl: parseUrl('DATABASE_URL', read('DATABASE_URL'), ['postgres:', 'postgresql:']),
    smtpUrl: parseUrl('SMTP_URL', read('SMTP_URL'), ['smtp:', 'smtps:']),
    mailFrom: parseMailbox('MAIL_FROM', read('MAIL_FROM') ?? `schleuse@${publicUrl.hostname}`),
    rootKeyFile,
    backup: parseBackup(read('BACKUP_TO'), read('BACKUP_EVERY') ?? '10', { dataDir, rootKeyFile, cwd }),
    witness: parseWitness(read('WITNESS_URL'), read('WITNESS_KEY')),
    checkpointMailTo: parseMailbox('CHECKPOINT_MAIL_TO', read('CHECKPOINT_MAIL_TO')),
    clamd: parseClamd(read('CLAMD')),
    clamdMaxAgeDays: parseDays('CLAMD_MAX_AGE', read('CLAMD_MAX_AGE') ?? '7'),
    sftp: parseSftp(read('SFTP_PORT'), read('SFTP_HOST') ?? host, port),
    logLevel: parseLogLevel(read('LOG_LEVEL') ?? 'info'),
    demo: args.includes('--demo'),
  };
}

function readRoles(text: string | undefined): Roles {
  const roles = text === undefined ? allRoles : parseRoles(text);
  if (roles) return roles;
  throw new ConfigError(`ROLES must be some of ${roleNames.join(', ')}, separated by commas, not "${text}".`);
}

function parsePort(text: string, name = 'PORT'): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) {
    throw new ConfigError(`${name} must be a number from 1 to 65535, not "${text}".`);
  }
  return port;
}

function checkHost(name: string, host: string): void {
  if (/[\s/]/.test(host)) throw new ConfigError(`${name} is not an address to listen on: ${host}`);
}

function parseSftp(text: string | undefined, host: string, httpPort: number): Config['sftp'] {
  if (text === undefined) return undefined;
  const port = parsePort(text, 'SFTP_PORT');
  if (port === httpPort) throw new ConfigError(`SFTP_PORT and PORT must be different, not both ${port}.`);
  checkHost('SFTP_HOST', host);
  return { port, host };
}

function parsePublicUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.pathname !== '/' || url.search || url.hash) {
    throw new ConfigError(
      `PUBLIC_URL must be an http(s) address without a path, like https://einsenden.example, not "${text}".`,
    );
  }
  return url;
}

function parseUrl(name: string, text: string | undefined, protocols: string[]): string | undefined {
  if (text === undefined) return undefined;
  if (!URL.canParse(text) || !protocols.includes(new URL(text).protocol)) {
    // The value may hold a password, so it is not repeated.
    throw new ConfigError(`${name} must be an address beginning with ${protocols.map((p) => `${p}//`).join(' or ')}.`);
  }
  return text;
}

function parseMailbox<T extends string | undefined>(name: string, text: T): T {
  if (text !== undefined && !/^[^\s@<>,;"]+@[^\s@<>,;"]+$/.test(text))
    throw new ConfigError(`${name} must be a mail address, not "${text}".`);
  return text;
}

function parseClamd(text: string | undefined): ScannerAddress | undefined {
  if (text === undefined) return undefined;
  const [, path] = /^unix:(\/.+)$/.exec(text) ?? [];
  if (path !== undefined) return { path };
  const [, host, port] = /^tcp:(\[[0-9a-f:]+\]|[^\s:/]+):(\d{1,5})$/i.exec(text) ?? [];
  if (host === undefined || Number(port) < 1 || Number(port) > 65_535) {
    throw new ConfigError(`CLAMD must be unix:/path/to/socket or tcp:host:port, not "${text}".`);
  }
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}

function parseDays(name: string, text: string): number {
  const days = Number(text);
  if (!/^\d+$/.test(text) || days < 1 || days > 365) {
    throw new ConfigError(`${name} must be a number of days from 1 to 365, not "${text}".`);
  }
  return days;
}

function parseWitness(url: string | undefined, key: string | undefined): Config['witness'] {
  if (url === undefined && key === undefined) return undefined;
  if (url === undefined || !URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new ConfigError(
      'WITNESS_URL must be an address beginning with http:// or https://, together with WITNESS_KEY.',
    );
  }
  try {
    const parsed = parseVerifierKey(key ?? '');
    if (parsed.type === timestampedCosignature) return { url: new URL(url), key: parsed };
  } catch (error) {
    if (!(error instanceof MalformedLog)) throw error;
  }
  throw new ConfigError('WITNESS_KEY must be the verifier key of the witness: its name, +, an id, +, an Ed25519 key.');
}

function parseRootKeyFile(text: string, dataDir: string, cwd: string): string {
  const file = isAbsolute(text) ? text : resolve(cwd, text);
  if (file === dataDir || file.startsWith(`${dataDir}/`)) {
    throw new ConfigError('ROOT_KEY_FILE must lie outside DATA_DIR: a copy of the data must not hold its key.');
  }
  return file;
}

/**
 * Where a backup may lie: apart from the data, and apart from the root key.
 * @throws ConfigError
 */
export function parseBackupDirectory(
  text: string,
  { dataDir, rootKeyFile, cwd }: { dataDir: string; rootKeyFile: string; cwd: string },
): string {
  const to = resolve(cwd, text);
  if (isWithin(to, dataDir) || isWithin(dataDir, to)) {
    throw new ConfigError(`The backup must lie outside DATA_DIR (${dataDir}), best on another disk.`);
  }
  if (isWithin(rootKeyFile, to)) {
    throw new ConfigError('ROOT_KEY_FILE must lie outside the backup: a copy of the data must not hold its key.');
  }
  return to;
}

function parseBackup(
  to: string | undefined,
  every: string,
  place: { dataDir: string; rootKeyFile: string; cwd: string },
): BackupSchedule | undefined {
  const everyMinutes = Number(every);
  if (!/^\d+$/.test(every) || everyMinutes < 1 || everyMinutes > 60) {
    throw new ConfigError(`BACKUP_EVERY must be a number of minutes from 1 to 60, not "${every}".`);
  }
  return to === undefined ? undefined : { to: parseBackupDirectory(to, place), everyMinutes };
}

function isWithin(path: string, directory: string): boolean {
  return path === directory || path.startsWith(`${directory}/`);
}

function parseLogLevel(text: string): string {
  if (!logLevels.includes(text))
    throw new ConfigError(`LOG_LEVEL must be one of ${logLevels.join(', ')}, not "${text}".`);
  return text;
}

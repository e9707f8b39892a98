import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

import type { DropoffAccess } from '@schleuse/client/api.types';
import type { RememberedUpload, ResumeStore } from '@schleuse/client/upload-queue.types';

/** What makes two commands the same one: the second goes on where the first ended. */
export type SendIdentity = {
  server: string;
  firm: string;
  /** Empty for the plain drop-off. */
  profile?: string;
  customerNumber: string;
  /** Absolute, as named on the command line. */
  paths: readonly string[];
};

type Saved = { version: 1; access: DropoffAccess; uploads: readonly RememberedUpload[] };

/** One command's memory in a file that only its owner reads: it holds the drop-off's token. */
export type SendState = Disposable & {
  /** The drop-off begun earlier. */
  access(): DropoffAccess | undefined;
  begin(access: DropoffAccess): void;
  /** It is over, well or not. */
  forget(): void;
  store: ResumeStore;
};

/** The folder of all states: `$XDG_STATE_HOME/schleuse`, `%LOCALAPPDATA%\schleuse`, else `~/.local/state/schleuse`. */
export function stateFolder(env: Record<string, string | undefined>): string {
  const base = env['XDG_STATE_HOME'] || env['LOCALAPPDATA'] || join(homedir(), '.local', 'state');
  return join(base, 'schleuse');
}

/** Undefined when the same command runs already: two would take each other's uploads over. */
export function openSendState(folder: string, identity: SendIdentity): SendState | undefined {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { server, firm, profile, customerNumber, paths } = identity;
  const key = JSON.stringify([server, firm, customerNumber, [...paths].sort(), ...(profile ? [profile] : [])]);
  const file = join(folder, `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.json`);
  const lock = `${file}.lock`;
  if (!takeLock(lock)) return undefined;
  let saved = read(file);

  function write(): void {
    if (!saved) return;
    // In one piece or not at all: Ctrl-C may come at any moment.
    writeFileSync(`${file}.tmp`, JSON.stringify(saved), { mode: 0o600 });
    renameSync(`${file}.tmp`, file);
  }

  return {
    access: () => saved?.access,
    begin({ id, token }) {
      saved = { version: 1, access: { id, token }, uploads: [] };
      write();
    },
    forget() {
      saved = undefined;
      rmSync(file, { force: true });
    },
    store: {
      read: () => saved?.uploads ?? [],
      write(uploads) {
        if (!saved) return;
        saved = { ...saved, uploads };
        write();
      },
    },
    [Symbol.dispose]: () => rmSync(lock, { force: true }),
  };
}

function read(file: string): Saved | undefined {
  try {
    const saved = JSON.parse(readFileSync(file, 'utf8')) as Partial<Saved> | null;
    return saved?.version === 1 && saved.access && saved.uploads ? (saved as Saved) : undefined;
  } catch {
    return undefined;
  }
}

function takeLock(lock: string): boolean {
  for (let tries = 0; tries < 2; tries += 1) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx', mode: 0o600 });
      return true;
    } catch {
      if (isHeld(lock)) return false;
      rmSync(lock, { force: true });
    }
  }
  return false;
}

/** A process that died left its lock behind; its number may belong to another one by now, which only costs a message. */
function isHeld(lock: string): boolean {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    if (pid === process.pid) return false;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

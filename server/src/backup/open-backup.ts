import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { type KeyRing, openKeyRing } from '../keys/key-ring.ts';
import { listKeyFiles } from '../keys/key-ring-mirror.ts';
import { type BackupPaths, backupPathsIn, numberOf } from './backup-paths.ts';
import { BackupRefused } from './backup-refused.ts';
import { digestOf, digestOfFiles, type Inventory, type KeyList, parseSigned } from './signed-list.ts';

/** Something in a backup that is not as it should be: which file, and what of it. */
export type Finding = { file: string; fault: string };

export type State = Inventory & { fileSha256: string };

export type OpenBackup = {
  paths: BackupPaths;
  keys: KeyRing;
  /** What every signed list in it is signed with. */
  publicKey: Uint8Array;
  keyList: KeyList;
  /** The newest first. */
  states: State[];
  findings: Finding[];
  /** Not wrong, but good to know. */
  notes: string[];
};

/**
 * Opens a backup with the root key: its signatures are checked with a key that only the root key opens, so nothing in
 * the directory is believed by itself.
 * @throws RootKeyError for a wrong or missing root key
 * @throws BackupRefused when there is no backup, or nothing of it can be trusted
 */
export async function openBackup(from: string, rootKeyFile: string): Promise<OpenBackup> {
  const paths = backupPathsIn(from);
  if (!(await isThere(paths.inventories))) throw new BackupRefused(`there is no backup in ${from}`);
  if (!(await isThere(join(paths.keyRing, 'root-check.json')))) {
    throw new BackupRefused(`the key ring in ${from} is missing or damaged (keyring/root-check.json)`);
  }
  const keys = await openKeyRing({ dataDir: from, rootKeyFile });
  const signer = await keys.inventorySigner({ make: false }).catch((error: Error) => {
    throw new BackupRefused(`keyring/inventory-key.json in ${from} is damaged: ${error.message}`);
  });
  if (!signer) throw new BackupRefused(`keyring/inventory-key.json is missing in ${from}`);
  const findings: Finding[] = [];
  const keyText = await readFile(paths.keyList, 'utf8').catch(() => undefined);
  if (keyText === undefined) throw new BackupRefused(`keyring.list is missing in ${from}`);
  const keyList = attempt(
    () => parseSigned<KeyList>(keyText, 'schleuse-backup-keys-v1', signer.publicKey),
    (fault) => new BackupRefused(`keyring.list in ${from} ${fault}`),
  );
  const states = await readStates(paths, signer.publicKey, keyList, findings);
  const notes: string[] = [];
  await checkKeyFiles(paths, keyList, { findings, notes });
  return { paths, keys, publicKey: signer.publicKey, keyList, states, findings, notes };
}

async function isThere(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}

async function readStates(
  paths: BackupPaths,
  publicKey: Uint8Array,
  keyList: KeyList,
  findings: Finding[],
): Promise<State[]> {
  const states: State[] = [];
  const numbers = (await readdir(paths.inventories)).flatMap((name) => numberOf(name) ?? []).sort((a, b) => b - a);
  for (const number of numbers) {
    const file = fileOf(paths, number);
    const text = await readFile(paths.inventory(number), 'utf8');
    try {
      const inventory = parseSigned<Inventory>(text, 'schleuse-backup-inventory-v1', publicKey);
      if (inventory.chain !== keyList.chain) findings.push({ file, fault: 'belongs to another backup' });
      else if (inventory.number !== number) {
        findings.push({ file, fault: `is number ${inventory.number}: swapped or rolled back` });
      } else states.push({ ...inventory, fileSha256: digestOf(text) });
    } catch (error) {
      findings.push({ file, fault: (error as Error).message });
    }
  }
  checkChain(paths, states, numbers, keyList, findings);
  return states;
}

function checkChain(
  paths: BackupPaths,
  states: State[],
  numbers: number[],
  keyList: KeyList,
  findings: Finding[],
): void {
  const missing = (number: number): void => {
    if (!numbers.includes(number)) {
      findings.push({ file: fileOf(paths, number), fault: 'is missing: the backup was rolled back or lost it' });
    }
  };
  const [newest] = states;
  if (!newest) missing(keyList.after || 1);
  else if (keyList.after > newest.number) missing(keyList.after);
  else if (
    keyList.after < (newest.previous?.number ?? 0) ||
    (keyList.after < newest.number && digestOfFiles(keyList.files) !== newest.keys)
  ) {
    findings.push({ file: 'keyring.list', fault: 'is older than the newest inventory: rolled back' });
  }
  const { previous } = newest ?? {};
  if (!previous) return;
  missing(previous.number);
  const before = states.find(({ number }) => number === previous.number);
  if (before && before.fileSha256 !== previous.sha256) {
    findings.push({ file: fileOf(paths, before.number), fault: 'is not the one the next inventory was chained to' });
  }
}

async function checkKeyFiles(
  paths: BackupPaths,
  keyList: KeyList,
  { findings, notes }: Pick<OpenBackup, 'findings' | 'notes'>,
): Promise<void> {
  const found = new Map((await listKeyFiles(paths.keyRing)).map((file) => [file.path, file]));
  for (const { path, sha256 } of keyList.files) {
    const file = `keyring/${path}`;
    const there = found.get(path);
    found.delete(path);
    if (!there) findings.push({ file, fault: 'is missing' });
    else if (there.sha256 !== sha256) findings.push({ file, fault: 'was changed' });
  }
  for (const path of found.keys()) {
    notes.push(
      `keyring/${path} is not listed: left by a run cut short, or a destroyed key put back; no restore takes it`,
    );
  }
}

function fileOf(paths: BackupPaths, number: number): string {
  return paths.inventory(number).slice(paths.root.length + 1);
}

function attempt<T>(run: () => T, refuse: (fault: string) => Error): T {
  try {
    return run();
  } catch (error) {
    throw refuse((error as Error).message);
  }
}

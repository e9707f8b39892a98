import { join } from 'node:path';

export type BackupPaths = ReturnType<typeof backupPathsIn>;

/** Where a backup keeps what. Its key ring lies as in a data directory, so that the same code opens it. */
export function backupPathsIn(root: string) {
  const inventories = join(root, 'inventories');
  const databases = join(root, 'databases');
  const logs = join(root, 'logs');
  return {
    root,
    temporary: join(root, 'tmp'),
    objects: join(root, 'objects'),
    keyRing: join(root, 'keyring'),
    keyList: join(root, 'keyring.list'),
    inventories,
    databases,
    logs,
    logHead: (firmId: string): string => join(logs, `${firmId}.list`),
    logHashes: (firmId: string): string => join(logs, `${firmId}.hashes`),
    inventory: (number: number): string => join(inventories, `${nameOf(number)}.list`),
    database: (number: number): string => join(databases, `${nameOf(number)}.sealed`),
  };
}

/** The number in a name made by `inventory` or `database`, or undefined for any other file. */
export function numberOf(name: string): number | undefined {
  const found = /^(\d{8})\.(list|sealed)$/.exec(name)?.[1];
  return found === undefined ? undefined : Number(found);
}

function nameOf(number: number): string {
  return String(number).padStart(8, '0');
}

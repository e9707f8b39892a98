import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

import { StartRefused } from './database-errors.ts';

export type OsUser = { name: string; uid: number; gid: number };

export type OsGroup = { name: string; gid: number };

/** The group of this name or number. @throws StartRefused when there is none */
export async function findGroup(nameOrNumber: string): Promise<OsGroup> {
  const groups = (await readFile('/etc/group', 'utf8').catch(() => '')).split('\n').map((line) => line.split(':'));
  const found = groups.find(([name, , gid]) => name === nameOrNumber || gid === nameOrNumber);
  if (!found?.[0] || !found[2])
    throw new StartRefused(`INTAKE_GROUP names the group ${nameOrNumber}, which does not exist`);
  return { name: found[0], gid: Number(found[2]) };
}

/**
 * The user PostgreSQL runs as: undefined means our own. PostgreSQL refuses to run as root, so root steps down to the
 * user that already owns the cluster, else to the first of schleuse, postgres, nobody that exists.
 */
export async function choosePostgresUser(clusterOwner: number | undefined): Promise<OsUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const users = (await readFile('/etc/passwd', 'utf8').catch(() => ''))
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]): OsUser => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ uid, gid }) => uid > 0 && gid > 0);
  const chosen =
    users.find(({ uid }) => uid === clusterOwner) ??
    ['schleuse', 'postgres', 'nobody'].map((name) => users.find((user) => user.name === name)).find(Boolean);
  if (!chosen) {
    throw new StartRefused('PostgreSQL refuses to run as root and there is no user postgres or nobody: add one');
  }
  return chosen;
}

/** Whether this user may pass through every directory down to and including `directory`. */
export async function canReach(directory: string, user: OsUser): Promise<boolean> {
  let path = await realpath(directory);
  for (;;) {
    const { mode, uid, gid } = await stat(path);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (path === dirname(path)) return true;
    path = dirname(path);
  }
}

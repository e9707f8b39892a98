/** What a process does: take files in, serve the staff, do jobs, serve files by SFTP. Default: all of it. */
export const roleNames = ['intake', 'app', 'worker', 'sftp'] as const;
export type Role = (typeof roleNames)[number];
export type Roles = ReadonlySet<Role>;

export const allRoles: Roles = new Set(roleNames);

/** The roles of a list like `app,worker`; undefined when it names another one, or none. */
export function parseRoles(text: string): Roles | undefined {
  const names = text.split(',').map((name) => name.trim());
  const known = names.filter((name): name is Role => roleNames.some((role) => role === name));
  return known.length === names.length ? new Set(known) : undefined;
}

/** Takes files in and does nothing else: runs without the root key, and can open nothing. */
export function onlyTakesIn(roles: Roles): boolean {
  return roles.has('intake') && roles.size === 1;
}

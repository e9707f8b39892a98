import type { ClientBase, ClientConfig } from 'pg';

import { StartRefused } from './database-errors.ts';

/** The role the server works as. It owns no table and has no BYPASSRLS, so row-level security always binds it. */
export const appRole = 'schleuse_app';
/** The role of a process that only takes files in: less than the app role, and drop-off by drop-off. */
export const intakeRole = 'schleuse_intake';
/** graphile-worker's own schema: the app role's, since it holds jobs and no firm's data. */
export const jobsSchema = 'graphile_worker';

/**
 * Creates the app role and what it needs before the first migration. `owner` is connected as the migrating role.
 * @throws StartRefused when the migrating role may not do that, or the app role has rights it must not have.
 */
export async function prepareAppRole(owner: ClientBase, { login }: { login: boolean }): Promise<void> {
  try {
    await createRole(owner, appRole, login);
    await createRole(owner, intakeRole, login);
    // Since PostgreSQL 16 whoever creates a role is a member of it, yet may not SET ROLE to it without a grant.
    const { rows } = await owner.query<{ unsafe: boolean; member: boolean }>(
      `select rolsuper or rolbypassrls or rolcreaterole as unsafe,
              pg_has_role(current_user, oid,
                case when current_setting('server_version_num')::int < 160000 then 'member' else 'set' end) as member
         from pg_roles where rolname = $1`,
      [appRole],
    );
    if (rows[0]?.unsafe) {
      throw new StartRefused(`the database role ${appRole} has SUPERUSER, BYPASSRLS or CREATEROLE; take these away`);
    }
    if (!rows[0]?.member) await owner.query(`grant ${appRole} to current_user`);
    await owner.query(`grant usage on schema public to ${appRole}, ${intakeRole}`);
    // Databases made before PostgreSQL 15 let everybody create things there.
    await owner.query('revoke create on schema public from public');
    await owner.query(`create schema if not exists ${jobsSchema} authorization ${appRole}`);
    await owner.query(`set role ${appRole}`);
    // graphile-worker looks for this table first; with it there it never asks for CREATE on the database.
    await owner.query(`create table if not exists ${jobsSchema}.migrations (
      id int primary key, ts timestamptz not null default now(), breaking boolean not null default false)`);
    await owner.query('reset role');
  } catch (error) {
    if (error instanceof StartRefused) throw error;
    throw new StartRefused(`the database could not be prepared: ${(error as Error).message}`, { cause: error });
  }
}

async function createRole(owner: ClientBase, name: string, login: boolean): Promise<void> {
  const { rowCount } = await owner.query('select from pg_roles where rolname = $1', [name]);
  if (rowCount) return;
  try {
    await owner.query(`create role ${name} ${login ? 'login' : 'nologin'}`);
  } catch (error) {
    // Roles belong to the whole cluster: another server may have been quicker.
    if (!['42710', '23505'].includes((error as { code?: string }).code ?? '')) throw error;
  }
}

/**
 * Checks, connected as the server will work, that row-level security binds this connection.
 * @throws StartRefused in one line that says which right is too much.
 */
export async function verifyAppRole(app: ClientBase): Promise<void> {
  const { rows } = await app.query<{ name: string; all: boolean; owns: string | null; creates: boolean }>(
    `select current_user as name, rolsuper or rolbypassrls as all,
            (select min(relname) from pg_class c
              where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
                and pg_has_role(current_user, c.relowner, 'usage')) as owns,
            has_schema_privilege(current_user, 'public', 'create') as creates
       from pg_roles where rolname = current_user`,
  );
  const role = rows[0];
  if (!role) throw new StartRefused('the database does not know the role it was connected as');
  if (role.all)
    throw new StartRefused(`the database role ${role.name} bypasses row-level security (SUPERUSER or BYPASSRLS)`);
  if (role.owns)
    throw new StartRefused(`the database role ${role.name} owns table ${role.owns}, so its policies would not bind`);
  if (role.creates) throw new StartRefused(`the database role ${role.name} may create objects in schema public`);
}

/**
 * Checks that a process that only takes files in could not do more if it wanted to.
 * @throws StartRefused in one line that says which right is too much.
 */
export async function verifyIntakeRole(intake: ClientBase): Promise<void> {
  const { rows } = await intake.query<{ login: string; more: boolean }>(
    `select session_user as login, rolsuper or rolbypassrls or pg_has_role(session_user, $1, 'member') as more
       from pg_roles where rolname = session_user`,
    [appRole],
  );
  if (rows[0]?.more !== false) {
    throw new StartRefused(
      `the database role ${rows[0]?.login} may do more than take files in: give the intake process a login of its own, ` +
        `a member of ${intakeRole} and of nothing else`,
    );
  }
}

/** The same server and database, but working as this role, by default the app role, from the first statement on. */
export function asAppRole(
  owner: ClientConfig,
  { login, name = appRole }: { login: boolean; name?: string },
): ClientConfig {
  if (login) return { ...owner, user: name };
  // What stands in the URL wins over `options` beside it, so it has to go into the URL. Not by way of `new URL`:
  // that refuses `postgresql://user@/name?host=/socket`, which libpq and pg take.
  const url = owner.connectionString ?? '';
  const role = `-c role=${name}`;
  const given = /([?&]options=)([^&]*)/.exec(url);
  const connectionString = given
    ? url.replace(given[0], `${given[1]}${given[2]}${encodeURIComponent(` ${role}`)}`)
    : `${url}${url.includes('?') ? '&' : '?'}options=${encodeURIComponent(role)}`;
  return { ...owner, connectionString };
}

import type { Socket } from 'node:net';

import type { ClientInfo, Connection, ServerChannel, Session } from 'ssh2';

import type { Dropoffs } from '../dropoffs/dropoffs.service.ts';
import type { Files } from '../files/files.service.ts';
import type { Firms } from '../firms/firms.service.ts';
import type { Log } from '../log.ts';
import { localTimeAt } from '../retention/zone-time.ts';
import { type AuthenticateDeps, createAuthentication } from './authenticate.ts';
import type { Removals } from './removals.ts';
import { serveSession } from './serve-session.ts';
import type { Admission } from './sign-in.ts';
import { createTree } from './tree.ts';

export type ServeDeps = AuthenticateDeps & {
  files: Pick<Files, 'find' | 'listReadable' | 'openReader'>;
  dropoffs: Pick<Dropoffs, 'close' | 'listCases' | 'noteLook'>;
  firms: Pick<Firms, 'getFirm'>;
  removals: Removals;
  log: Log;
};

export type OpenConnection = {
  /** Resolves once somebody is signed in; never, where nobody is. */
  admitted: Promise<void>;
  firmId(): string | undefined;
  /** Ends the connection if what let it in does not hold any more. */
  reconsider(): Promise<void>;
};

/** Sessions of one connection at the same time; clients use one or two. */
const mostSessions = 4;
/** What an ended client gets to take leave, before the line is cut. Milliseconds. */
const leaveTime = 1_000;

/** One client, from its greeting to its end. */
export function serveConnection(deps: ServeDeps, client: Connection, socket: Socket, info: ClientInfo): OpenConnection {
  const { log } = deps;
  const { promise: admitted, resolve: letIn } = Promise.withResolvers<void>();
  let admission: Admission | undefined;
  let timeZone = 'UTC';
  let sessions = 0;
  let isEnding = false;

  const end = (): void => {
    isEnding = true;
    client.end();
    setTimeout(() => socket.destroy(), leaveTime).unref();
  };
  const visitor = { address: info.ip, client: info.header.versions.software.slice(0, 100) };
  const authentication = createAuthentication(deps, visitor, {
    admitted(given) {
      admission = given;
      letIn();
    },
    tooMany: end,
  });

  client.on('authentication', (context) => {
    authentication.decide(context).catch((error: unknown) => log.error({ err: error }, 'a sign-in over SFTP failed'));
  });
  client.on('error', (error) => log.debug({ reason: error.message }, 'an SFTP connection failed'));
  socket.once('close', () => {
    authentication.finish().catch((error: unknown) => log.error({ err: error }, 'a failed sign-in was not counted'));
  });
  client.on('session', (accept, reject) => {
    if (!admission || sessions >= mostSessions) return reject();
    sessions += 1;
    takeSession(accept());
  });

  function takeSession(session: Session): void {
    session.once('close', () => (sessions -= 1));
    session.on('subsystem', (accept: () => ServerChannel, reject: () => void, { name }: { name: string }) => {
      if (name !== 'sftp' || !admission) return reject();
      startSession(accept()).catch((error: unknown) => {
        log.error({ err: error }, 'an SFTP session could not begin');
        end();
      });
    });
    session.on('exec', (accept, _reject, { command }) => sayNo(accept(), command));
    session.on('shell', (accept) => sayNo(accept(), ''));
  }

  function current(): Admission {
    if (!admission || isEnding) throw new Error('the connection has ended');
    return admission;
  }

  function dayOf(instant: Date): string {
    const { year, month, day } = localTimeAt(instant, timeZone);
    return [year, month, day].map((part) => String(part).padStart(2, '0')).join('-');
  }

  /** What the client says before the firm is known waits in the channel. */
  async function startSession(channel: ServerChannel): Promise<void> {
    ({ timeZone } = await deps.firms.getFirm(current().actor.firmId));
    const tree = createTree({ ...deps, actor: () => current().actor, dayOf });
    serveSession(channel, socket, { ...deps, tree, admission: current });
  }

  return {
    admitted,
    firmId: () => admission?.actor.firmId,
    async reconsider() {
      if (!admission || isEnding) return;
      const found = await deps.signIn.reconsider(admission, info.ip).catch((error: unknown) => {
        log.error({ err: error }, 'whether an SFTP connection may go on could not be found out');
        return undefined;
      });
      if (found === undefined || isEnding) return;
      if (typeof found === 'object') admission = found;
      else end();
    },
  };
}

/** Shells, commands and the old scp, which is a command. */
function sayNo(channel: ServerChannel, command: string): void {
  const isOldScp = /^scp(?: |$)/.test(command);
  channel.stderr.write(
    isOldScp
      ? 'Diese Schleuse spricht nur SFTP: bitte scp ohne -O benutzen (ab OpenSSH 9.0), oder scp -s.\r\n'
      : 'Diese Schleuse spricht nur SFTP.\r\n',
  );
  channel.exit(1);
  channel.end();
}

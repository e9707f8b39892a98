import { createServer, type Socket } from 'node:net';
import { setFlagsFromString } from 'node:v8';

import ssh2, { type Connection } from 'ssh2';

import type { Database } from '../db/database.ts';
import type { Log } from '../log.ts';
import type { AuthenticateDeps } from './authenticate.ts';
import { type Ed25519Pair, fingerprintOf, openSshPrivateKey } from './host-key.ts';
import { isCrowded } from './is-crowded.ts';
import { createRemovals } from './removals.ts';
import { type OpenConnection, serveConnection, type ServeDeps } from './serve-connection.ts';

export type SftpDeps = AuthenticateDeps &
  Omit<ServeDeps, 'removals'> & {
    database: Pick<Database, 'listen'>;
    hostKey: Ed25519Pair;
    port: number;
    host: string;
    log: Log;
    /** Milliseconds a client has until it is signed in. */
    signInTime?: number;
    /** Milliseconds between looks at whether open connections may go on; changes are told at once besides. */
    reconsiderEvery?: number;
  };

export type RunningSftp = AsyncDisposable & { port: number; fingerprint: string };

/** Only what today's clients speak: elliptic curves, AES-GCM (ChaCha would be slow here), Ed25519. */
const algorithms = {
  kex: [
    'curve25519-sha256',
    'curve25519-sha256@libssh.org',
    'ecdh-sha2-nistp256',
    'ecdh-sha2-nistp384',
    'ecdh-sha2-nistp521',
  ],
  cipher: ['aes256-gcm@openssh.com', 'aes128-gcm@openssh.com'],
  serverHostKey: ['ssh-ed25519'],
  // AES-GCM needs none; clients that compare lists all the same find a good one.
  hmac: ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com', 'hmac-sha2-256', 'hmac-sha2-512'],
  compress: ['none'],
} satisfies ssh2.Algorithms;

/** Listens for clients that pick files up. Resolves when it does. */
export async function startSftp(deps: SftpDeps): Promise<RunningSftp> {
  const { hostKey, log, signInTime = 30_000, reconsiderEvery = 5_000 } = deps;
  // Every byte sent passes through buffers of the library's. V8 would collect the whole heap, all of the house, each
  // time 64 MB of them came and went: two thirds of a download's processor time. Counted together with the heap they wait.
  setFlagsFromString('--external-memory-accounted-in-global-limit');
  const removals = createRemovals();
  const sockets = new Map<string, Socket>();
  const strangers = new Set<Socket>();
  const connections = new Set<OpenConnection>();

  const ssh = new ssh2.Server({
    hostKeys: [openSshPrivateKey(hostKey, '')],
    algorithms,
    ident: 'Schleuse',
    keepaliveInterval: 15_000,
    keepaliveCountMax: 3,
  });
  ssh.on('connection', (client: Connection, info: ssh2.ClientInfo) => {
    const socket = sockets.get(placeOf({ remoteAddress: info.ip, remotePort: info.port }));
    if (!socket) return void client.end();
    const connection = serveConnection({ ...deps, removals }, client, socket, info);
    connections.add(connection);
    connection.admitted.then(() => strangers.delete(socket)).catch(() => undefined);
    socket.once('close', () => connections.delete(connection));
  });

  const listener = createServer({ noDelay: true, keepAlive: true }, (socket) => {
    const place = placeOf(socket);
    const { remoteAddress } = socket;
    if (remoteAddress === undefined || isCrowded(remoteAddress, { all: sockets.values(), strangers })) {
      return void socket.destroy();
    }
    sockets.set(place, socket);
    strangers.add(socket);
    // Also for those who send their greeting a byte a minute, or nothing.
    const patience = setTimeout(() => strangers.has(socket) && socket.destroy(), signInTime);
    socket.once('close', () => {
      clearTimeout(patience);
      sockets.delete(place);
      strangers.delete(socket);
    });
    ssh.injectSocket(socket);
  });
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject).listen(deps.port, deps.host, resolve);
  });
  listener.on('error', (error) => log.error({ err: error }, 'listening for SFTP failed'));

  const reconsider = (firmId?: string): void => {
    for (const connection of connections) {
      if (firmId === undefined || connection.firmId() === firmId) void connection.reconsider();
    }
  };
  const listening = await deps.database.listen('schleuse_sftp', reconsider);
  const looking = setInterval(reconsider, reconsiderEvery);

  const address = listener.address();
  const port = typeof address === 'object' && address ? address.port : deps.port;
  const fingerprint = fingerprintOf(hostKey.publicKey);
  log.info({ port, fingerprint }, 'SFTP is listening');
  return {
    port,
    fingerprint,
    async [Symbol.asyncDispose]() {
      clearInterval(looking);
      await listening[Symbol.asyncDispose]();
      const closed = new Promise((resolve) => void listener.close(resolve));
      for (const socket of sockets.values()) socket.destroy();
      await closed;
    },
  };
}

function placeOf({ remoteAddress, remotePort }: Pick<Socket, 'remoteAddress' | 'remotePort'>): string {
  return `${remoteAddress} ${remotePort}`;
}

import { generateKeyPairSync } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Config } from './config.ts';
import type { Demo } from './demo.ts';
import { AppError } from './errors.ts';
import type { Services } from './services.ts';
import { openSshPrivateKey, publicKeyLine } from './sftp/host-key.ts';

/**
 * A key pair beside the sample firm's data with which its owner picks up over SFTP; on a directory that has one it is
 * used again. Nothing, where there is no SFTP or somebody changed the owner's password or second factor.
 */
export async function writeDemoKey(
  services: Services,
  config: Config,
  owner: { email: string; password: string },
): Promise<Pick<Demo, 'sftp'>> {
  if (!config.sftp) return {};
  const keyFile = join(config.dataDir, 'demo-sftp-key');
  const hostKey = publicKeyLine((await services.sftpHostKey()).publicKey);
  const place = { host: config.publicUrl.hostname, port: config.sftp.port };
  const sftp = { ...place, user: owner.email, keyFile, hostKey };
  if ((await readFile(keyFile, 'utf8').catch(() => undefined)) !== undefined) return { sftp };
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const line = `${publicKeyLine(raw)} Musterfirma`;
  const from = { device: 'Musterfirma', network: '' };
  try {
    const { actor } = await services.accounts.signIn({ ...owner, from, clientKey: 'demo' });
    await services.sshKeys.addKey(actor, { publicKey: line, password: owner.password });
    await services.accounts.endSession(actor);
  } catch (error) {
    if (error instanceof AppError) return {};
    throw error;
  }
  await writeFile(`${keyFile}.pub`, `${line}\n`, { mode: 0o600 });
  await writeFile(keyFile, openSshPrivateKey({ key: privateKey, publicKey: raw }, 'Musterfirma'), { mode: 0o600 });
  return { sftp };
}

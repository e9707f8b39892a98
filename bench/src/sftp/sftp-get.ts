import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type Place = { port: number; user: string; path: string };

/** Seconds OpenSSH's sftp takes to fetch a file into nothing, sign-in and start taken off by fetching nothing first. */
export async function timeGet(
  folder: string,
  { port, user, path }: Place,
  { cipher, block, keyFile }: { cipher: string; block: number | undefined; keyFile: string },
): Promise<number> {
  const settings = [`Ciphers=${cipher}`, `User=${user}`, 'StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null'];
  const options = ['-F', '/dev/null', '-q', '-i', keyFile, '-o', 'IdentitiesOnly=yes', '-P', String(port)];
  const size = block === undefined ? [] : ['-B', String(block)];
  const fetch = async (command: string): Promise<number> => {
    const batch = join(folder, 'batch');
    await writeFile(batch, `${command}\n`);
    const begun = performance.now();
    await run('sftp', [...options, ...settings.flatMap((each) => ['-o', each]), ...size, '-b', batch, '127.0.0.1']);
    return (performance.now() - begun) / 1000;
  };
  const nothing = await fetch('pwd');
  return (await fetch(`get ${path} /dev/null`)) - nothing;
}

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The newest link to the page in the mails of the outbox, as soon as there is one. */
export async function mailedLink(dataDir: string, page: `/${string}`): Promise<string> {
  const outbox = join(dataDir, 'outbox');
  for (let tries = 0; tries < 100; tries += 1) {
    for (const name of await readdir(outbox).catch(() => [])) {
      const mail = await readFile(join(outbox, name), 'utf8').catch(() => '');
      // Quoted-printable: soft line breaks out, equals signs back.
      const plain = mail.replace(/=\r?\n/g, '').replace(/=3D/gi, '=');
      const link = new RegExp(`http://\\S+${page}#[\\w-]+`).exec(plain)?.[0];
      if (link) return link;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no link to ${page} in the outbox`);
}

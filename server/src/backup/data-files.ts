import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { TarEntry } from './tar.ts';

/** What has its own way into the backup, belongs to the running process, or can be made again. */
const otherwise =
  /^(objects|keyring|postgres(\.new|-socket)?|cache|(server|worker)\.lock.*|lost\+found|last-backup\.json|restored\.json|restore-unfinished|restored-logs|.*\.(new|tmp))$/;

/** Whatever else lies in a data directory (mails not sent, tiles of the log), below `data/`. */
export async function* dataFiles(dataDir: string, below = ''): AsyncGenerator<TarEntry> {
  for (const entry of await readdir(join(dataDir, below), { withFileTypes: true })) {
    if (below === '' && otherwise.test(entry.name)) continue;
    const relative = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) {
      yield { path: `data/${relative}`, size: 0 };
      yield* dataFiles(dataDir, relative);
    } else if (entry.isFile()) {
      const path = join(dataDir, relative);
      const size = await stat(path).then(
        (found) => found.size,
        () => undefined,
      );
      if (size !== undefined) yield { path: `data/${relative}`, size, read: () => readIfThere(path) };
    }
  }
}

async function* readIfThere(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path) as AsyncIterable<Uint8Array>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { findProgram } from '../../../scripts/system-packages.mjs';

export type RealArchive = { name: string; bytes: Uint8Array };

export const realReadme = 'Guten Tag,\nRückruf bitte unter 0231 / 44 55 66.\n';

/** What each program makes, of a folder with a Readme, a file in a folder, a link and an umlaut. */
const recipes: { program: string; names: string; args: (out: string) => string[] }[] = [
  ...['ustar', 'pax', 'gnu', 'oldgnu', 'v7'].map((format) => ({
    program: 'tar',
    names: `${format}.tar`,
    args: (out: string) => [`--format=${format}`, '-cf', out, '.'],
  })),
  { program: 'tar', names: 'tar.gz', args: (out) => ['-czf', out, '.'] },
  { program: 'tar', names: 'sparse.tar', args: (out) => ['-S', '-cf', out, '.'] },
  { program: 'zip', names: 'info.zip', args: (out) => ['-qr', out, '.'] },
  { program: 'zip', names: 'links.zip', args: (out) => ['-qry', out, '.'] },
  { program: 'zip', names: 'streamed.zip', args: () => ['-qr', '-', '.'] },
  { program: 'zip', names: 'password.zip', args: (out) => ['-qr', '-P', 'geheim', out, '.'] },
  { program: '7z', names: '7z.zip', args: (out) => ['a', '-bd', '-tzip', out, '.'] },
  { program: '7z', names: '7z-aes.zip', args: (out) => ['a', '-bd', '-tzip', '-mem=AES256', '-pgeheim', out, '.'] },
  { program: '7z', names: '7z.tar', args: (out) => ['a', '-bd', '-ttar', out, '.'] },
  { program: '7z', names: '7z.gz', args: (out) => ['a', '-bd', '-tgzip', out, 'Readme.txt'] },
];

/** Made afresh by those programs that the system has. */
export function makeRealArchives(): RealArchive[] {
  const folder = mkdtempSync(join(tmpdir(), 'schleuse-archives-'));
  try {
    const source = join(folder, 'source');
    mkdirSync(join(source, 'Größe'), { recursive: true });
    writeFileSync(join(source, 'Readme.txt'), realReadme);
    writeFileSync(
      join(source, 'Größe', 'zahlen.bin'),
      Uint8Array.from({ length: 30_000 }, (_, n) => (n * n) >> 5),
    );
    symlinkSync('Größe', join(source, 'verweis'));
    return recipes.flatMap(({ program, names, args }) => {
      const path = findProgram(program);
      if (!path) return [];
      const out = join(folder, names);
      const { status, stderr, stdout } = spawnSync(path, args(out), { cwd: source });
      if (status !== 0) throw new Error(`${program} ${names}: ${String(stderr)}`);
      return [{ name: names, bytes: new Uint8Array(args(out).includes(out) ? readFileSync(out) : stdout) }];
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Of RAR itself; vectors/rar.json says where they come from. */
export function readRarVectors(): (RealArchive & { what: string })[] {
  const path = new URL('../../vectors/rar.json', import.meta.url);
  const { archives } = JSON.parse(readFileSync(path, 'utf8')) as {
    archives: { name: string; what: string; base64: string }[];
  };
  return archives.map(({ name, what, base64 }) => ({
    name,
    what,
    bytes: new Uint8Array(Buffer.from(base64, 'base64')),
  }));
}

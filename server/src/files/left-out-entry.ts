import { Readable } from 'node:stream';

import { formatFiles } from '../format.ts';
import type { ZipEntry } from './zip-stream.ts';

/**
 * A text that says, inside an archive, how many files are not in it: whoever opens the archive later, or gets it from
 * somebody else, must not take it for everything. No names: those are for owners.
 * @param taken the names of the other entries
 */
export function leftOutEntry(taken: readonly string[], count: number, now: Date): ZipEntry {
  const held =
    count === 1 ? 'ist in Quarantäne oder wurde dort gelöscht' : 'sind in Quarantäne oder wurden dort gelöscht';
  const text = [
    `Dieses Archiv ist nicht vollständig: ${formatFiles(count, 'de')} ${held}, weil der Virenscanner etwas gefunden hat.`,
    `This archive is not complete: ${formatFiles(count, 'en')} in quarantine, or erased there, since the virus scanner found something.`,
    '',
  ].join('\r\n');
  const bytes = Buffer.from(text, 'utf8');
  const names = new Set(taken.map((name) => name.toLowerCase()));
  let path = 'NICHT-VOLLSTAENDIG.txt';
  for (let number = 2; names.has(path.toLowerCase()); number += 1) path = `NICHT-VOLLSTAENDIG (${number}).txt`;
  return { path, size: bytes.length, changedAt: now, open: () => Readable.from([bytes]) };
}

import { deflateRawSync, gzipSync } from 'node:zlib';

import type { ArchiveProblemCode } from '../archive-problem.ts';
import { makeRar4, makeRar5, rar5EncryptionHeader } from './make-rar.ts';
import { makeTar } from './make-tar.ts';
import { fields } from '../bytes.ts';
import { bytesOf, type MadeEntry, makeZip, type MadeZip } from './make-zip.ts';

/** An archive that is refused, made when asked for, with the reason it must be refused for. */
export type HostileArchive = { what: string; code: ArchiveProblemCode; make: () => Uint8Array };

const MIB = 1024 ** 2;
const readme: MadeEntry = { name: 'Readme.txt', data: 'a@b.example' };
const zip = (what: string, code: ArchiveProblemCode, entries: MadeEntry[], options?: MadeZip): HostileArchive => ({
  what,
  code,
  make: () => makeZip([readme, ...entries], options),
});
const made = (what: string, code: ArchiveProblemCode, make: () => Uint8Array): HostileArchive => ({ what, code, make });

let zeros: Uint8Array | undefined;
/** 21 MiB of zeros in 21 KiB */
const kernel = (): Uint8Array => (zeros ??= deflateRawSync(Buffer.alloc(21 * MIB), { level: 9 }));
const kernelEntry = (name: string): MadeEntry => ({ name, method: 8, packed: kernel(), size: 21 * MIB, crc: 0 });
const unix = 3 * 256 + 30;
const mode = (bits: number): number => bits * 65_536;
const concat = (...parts: (Uint8Array | string)[]): Uint8Array => new Uint8Array(Buffer.concat(parts.map(bytesOf)));

function quotedHeader(n: number, packed: number, size: number): Uint8Array {
  const name = bytesOf(String(n).padStart(4, '0'));
  const fixed: [number, number][] = [
    [0x04034b50, 4],
    [20, 2],
    [0, 2],
    [8, 2],
    [0, 4],
    [0, 4],
    [packed, 4],
    [size, 4],
    [name.length, 2],
    [0, 2],
  ];
  return concat(fields(fixed), name);
}

/** Every entry's packed bytes hold the next entry's header as a stored block, then all that it holds (Fifield, 2019). */
export function quotedBomb(count: number): Uint8Array {
  let data = kernel();
  let size = 21 * MIB;
  const entries: { header: Uint8Array; packed: number; size: number }[] = [];
  for (let n = count - 1; n >= 0; n--) {
    const own = quotedHeader(n, data.length, size);
    entries.unshift({ header: own, packed: data.length, size });
    if (n === 0) data = concat(own, data);
    else {
      data = concat(
        fields([
          [0, 1],
          [own.length, 2],
          [own.length ^ 0xffff, 2],
        ]),
        own,
        data,
      );
      size += own.length;
    }
  }
  let at = 0;
  const listed = entries.map(({ packed, size: unpacked }, n): MadeEntry => {
    const localStart = at;
    at += 34 + 5;
    return {
      name: String(n).padStart(4, '0'),
      method: 8,
      directoryOnly: true,
      localStart,
      packedSize: packed,
      size: unpacked,
      crc: 0,
    };
  });
  return makeZip(listed, { before: data });
}

/** A directory of so many entries, all without a byte. */
export function manyEntries(count: number): Uint8Array {
  const length = 46 + 7;
  const directory = Buffer.alloc(count * length);
  for (let n = 0; n < count; n++) {
    const at = n * length;
    directory.writeUInt32LE(0x02014b50, at);
    directory.writeUInt16LE(7, at + 28);
    directory.write(String(n).padStart(7, '0'), at + 46, 'latin1');
  }
  const end = makeZip([], {
    zip64: true,
    zip64End: { count, size: directory.length, start: 34, place: 34 + directory.length },
  });
  return concat(makeZip([{ name: 'leer' }]).subarray(0, 34), directory, end);
}

function nested(depth: number): Uint8Array {
  const inner = depth === 0 ? bytesOf('x') : nested(depth - 1);
  return makeZip([readme, { name: `${depth}.zip`, data: inner, method: 8 }]);
}

export const hostileZips: HostileArchive[] = [
  made('42 kB that unpack to 5 GB, all entries over one', 'bomb', () => {
    const entries = Array.from({ length: 250 }, (_, n): MadeEntry => ({
      ...kernelEntry(`${n}`),
      directoryOnly: n > 0,
      localStart: 0,
    }));
    return makeZip(entries);
  }),
  made('the same, headers quoted', 'bomb', () => quotedBomb(250)),
  made('a few entries over one, below the size of a bomb', 'entries_overlap', () => {
    const entry: MadeEntry = { name: 'a', data: 'x'.repeat(100) };
    return makeZip([entry, { ...entry, directoryOnly: true, localStart: 0 }]);
  }),
  made('quoted headers, below the size of a bomb', 'entries_overlap', () => quotedBomb(2)),
  made('an entry that reaches into the directory', 'entries_overlap', () =>
    makeZip([{ name: 'a', data: 'x', packedSize: 60, size: 60, local: {} }]),
  ),
  zip(
    'one entry packed a thousand times',
    'bomb',
    [0, 1, 2, 3, 4, 5].map((n) => kernelEntry(`${n}`)),
  ),
  zip('more than ten gigabytes', 'unpacks_too_large', [
    { name: 'a', method: 8, packed: new Uint8Array(16 * MIB), size: 4_000_000_000, crc: 0 },
    { name: 'b', method: 8, packed: new Uint8Array(16 * MIB), size: 4_000_000_000, crc: 0 },
    { name: 'c', method: 8, packed: new Uint8Array(16 * MIB), size: 4_000_000_000, crc: 0 },
  ]),
  zip('an entry that says it is small', 'size_lies', [{ ...kernelEntry('a'), size: 10_000 }]),
  zip('an entry that says it is large', 'size_lies', [{ name: 'a', data: 'xxxx', method: 8, size: 5 }]),
  zip('more than DEFLATE can pack', 'size_lies', [{ name: 'a', data: 'x', method: 8, size: 10_000_000 }]),
  zip('stored, of another length', 'size_lies', [{ name: 'a', data: 'xxxx', size: 5 }]),
  zip('another checksum', 'archive_damaged', [{ name: 'a', data: 'xxxx', method: 8, crc: 1 }]),
  zip('packed bytes that are none', 'archive_damaged', [
    { name: 'a', packed: new Uint8Array(100).fill(255), method: 8, size: 100, crc: 1 },
  ]),
  zip('bytes behind the packed ones', 'archive_damaged', [
    { name: 'a', data: 'xxxx', packed: concat(deflateRawSync('xxxx'), 'PK more'), method: 8 },
  ]),
  made('archives within archives within archives', 'nested_too_deep', () => nested(4)),
  made('a bomb within an archive', 'bomb', () =>
    makeZip([
      readme,
      {
        name: 'b.zip',
        method: 8,
        data: makeZip([kernelEntry('a'), kernelEntry('b'), kernelEntry('c'), kernelEntry('d')]),
      },
    ]),
  ),
  made('a bomb in GZ within an archive', 'bomb', () =>
    makeZip([readme, { name: 'b.gz', method: 8, data: gzipSync(Buffer.alloc(80 * MIB)) }]),
  ),
  made('a million entries', 'header_too_large', () => manyEntries(1_000_000)),
  made('two hundred thousand entries', 'too_many_entries', () => manyEntries(200_000)),
  zip('fewer entries than it says', 'directory_lies', [], { end: { count: 2 } }),
  zip('more entries than it says', 'directory_lies', [{ name: 'hidden', data: 'x' }], { end: { count: 1 } }),
  zip('ZIP64 that says another number', 'directory_lies', [], { zip64: true, zip64End: { count: 5 } }),
  zip('ZIP64 that says another place', 'archive_truncated', [], { zip64: true, zip64End: { start: 2 ** 40 } }),
  zip('ZIP64 that lies elsewhere', 'directory_lies', [], { zip64: true, zip64End: { place: 3 } }),
  zip('ZIP64 and the old record apart', 'directory_lies', [], {
    zip64: true,
    end: { count: 7, size: 0xffffffff, start: 0xffffffff },
  }),
  zip('ZIP64 wanted and not there', 'directory_lies', [], { end: { count: 0xffff } }),
  zip('a size of 64 bits wanted and not there', 'directory_lies', [{ name: 'a', data: 'x', size: 0xffffffff }]),
  zip('a directory elsewhere', 'hidden_data', [], { end: { start: 5 } }),
  zip('another name in its own header', 'header_differs', [{ name: 'a.txt', data: 'x', local: { name: 'b.exe' } }]),
  zip('another method in its own header', 'header_differs', [{ name: 'a', data: 'x', local: { method: 8 } }]),
  zip('another size in its own header', 'header_differs', [{ name: 'a', data: 'x', local: { size: 2 } }]),
  zip('another checksum in its own header', 'header_differs', [{ name: 'a', data: 'x', local: { crc: 2 } }]),
  zip('a password in one header only', 'header_differs', [{ name: 'a', data: 'x', local: { flags: 1 } }]),
  made('an end in the comment of another', 'end_record_twice', () =>
    makeZip([readme], { comment: makeZip([{ name: 'b', data: 'y' }]) }),
  ),
  made('two archives that both end the file', 'end_record_twice', () => {
    const inner = makeZip([readme]);
    return concat(inner.subarray(0, -2), fields([[22, 2]]), makeZip([]));
  }),
  zip('bytes behind the end', 'hidden_data', [], { after: bytesOf('more') }),
  zip('bytes before the beginning', 'kind_unknown', [], { before: bytesOf('some text') }),
  zip('a program that unpacks itself', 'self_extracting', [], { before: bytesOf('MZ\u0090 stub') }),
  zip('an entry that only its own header knows', 'hidden_data', [], {
    beforeDirectory: makeZip([{ name: 'x', data: 'y' }]).subarray(0, 32),
  }),
  zip('a part of a split archive', 'split_archive', [], { end: { disk: 1 } }),
  zip('an entry on another disk', 'split_archive', [{ name: 'a', data: 'x', disk: 3 }]),
  zip('a path that climbs', 'path_escapes', [{ name: '../../etc/cron.d/x', data: 'x' }]),
  zip('a path that climbs in the middle', 'path_escapes', [{ name: 'a/b/../../../x', data: 'x' }]),
  zip('a path that climbs by backslashes', 'path_escapes', [{ name: '..\\..\\windows\\x.dll', data: 'x' }]),
  zip('a path that climbs with a blank', 'path_escapes', [{ name: 'a/.. /x', data: 'x' }]),
  zip('an absolute path', 'path_escapes', [{ name: '/etc/passwd', data: 'x' }]),
  zip('a drive', 'path_escapes', [{ name: 'C:\\autoexec.bat', data: 'x' }]),
  zip('a share', 'path_escapes', [{ name: '\\\\server\\share\\x', data: 'x' }]),
  zip('a name that ends early', 'name_with_nul', [{ name: 'bild.jpg\0.exe', data: 'x' }]),
  zip('a link that leaves', 'link_leaves', [
    { name: 'l', data: '../../etc', madeBy: unix, attributes: mode(0o120777) },
  ]),
  zip('a link with an absolute target', 'link_leaves', [
    { name: 'l', data: '/etc', madeBy: unix, attributes: mode(0o120777) },
  ]),
  zip('a file behind a link', 'through_link', [
    { name: 'l', data: 'a', madeBy: unix, attributes: mode(0o120777) },
    { name: 'l/x', data: 'x' },
  ]),
  zip('a device', 'device', [{ name: 'sda', madeBy: unix, attributes: mode(0o060660) }]),
  made('cut off', 'archive_truncated', () => makeZip([readme, { name: 'a', data: 'x'.repeat(1000) }]).subarray(0, 700)),
  made('cut off within the directory', 'archive_truncated', () =>
    makeZip([readme, { name: 'a', data: 'x' }]).subarray(0, -30),
  ),
  made('the beginning only', 'archive_truncated', () => bytesOf('PK\u0003\u0004')),
];

export const hostileOthers: HostileArchive[] = [
  made('an empty file', 'kind_unknown', () => new Uint8Array(0)),
  made('a document', 'kind_unknown', () => bytesOf('%PDF-1.7')),
  made('7-Zip', 'kind_unknown', () =>
    concat(
      fields([
        [0x7a, 1],
        [0xbc, 1],
        [0xaf, 1],
      ]),
      "'\u001c",
    ),
  ),
  made('GZ: gigabytes of zeros', 'bomb', () => Buffer.concat(Array<Buffer>(40).fill(gzipSync(Buffer.alloc(32 * MIB))))),
  made('GZ: a TAR whose end goes on and on', 'bomb', () =>
    gzipSync(concat(makeTar([{ name: 'a', data: 'x' }]), new Uint8Array(80 * MIB))),
  ),
  made('GZ: within GZ within GZ within GZ', 'nested_too_deep', () => gzipSync(gzipSync(gzipSync(gzipSync('x'))))),
  made('GZ: cut off', 'archive_truncated', () => new Uint8Array(gzipSync('x'.repeat(1000)).subarray(0, -5))),
  made('GZ: another checksum', 'archive_damaged', () => new Uint8Array(gzipSync('abc')).fill(1, -8, -4)),
  made('GZ: another length', 'archive_damaged', () => new Uint8Array(gzipSync('abc')).fill(9, -4)),
  made('GZ: bytes behind', 'hidden_data', () => concat(gzipSync('abc'), 'more')),
  made('GZ: members without end', 'too_many_entries', () =>
    concat(...Array.from({ length: 100_002 }, () => emptyMember)),
  ),
  made('TAR in GZ: entries without end', 'too_many_entries', () => manyInTar(110_000)),
  ...rarCases('RAR 4', makeRar4),
  ...rarCases('RAR 5', makeRar5),
  made('RAR 5: a link that leaves', 'link_leaves', () =>
    makeRar5([{ name: 'l', link: { way: 1, target: '../../etc' } }]),
  ),
  made('RAR 5: a hard link that leaves', 'link_leaves', () =>
    makeRar5([{ name: 'l', link: { way: 4, target: '../x' } }]),
  ),
  made('RAR 5: a link of Windows that leaves', 'link_leaves', () =>
    makeRar5([{ name: 'l', link: { way: 3, target: '\\??\\C:\\' } }]),
  ),
  made('RAR 5: without an end', 'archive_truncated', () => makeRar5([{ name: 'a', data: 'x' }], { end: false })),
  made('RAR 5: one part of several', 'split_archive', () => makeRar5([{ name: 'a', data: 'x', blockFlags: 16 }])),
  made('RAR 4: a link that leaves', 'link_leaves', () => makeRar4([{ name: 'l', data: '../../etc', mode: 0o120777 }])),
];

const emptyMember = gzipSync('');

function rarCases(kind: string, make: typeof makeRar5 | typeof makeRar4): HostileArchive[] {
  const whole = (): Uint8Array => make([{ name: 'a', data: 'x'.repeat(500) }]);
  return [
    made(`${kind}: a path that climbs`, 'path_escapes', () => make([{ name: '../x', data: 'x' }])),
    made(`${kind}: a device`, 'device', () => make([{ name: 'sda', mode: 0o060660 }])),
    made(`${kind}: one part of several`, 'split_archive', () => make([{ name: 'a', data: 'x' }], { mainFlags: 1 })),
    made(`${kind}: stored, of another length`, 'size_lies', () => make([{ name: 'a', data: 'x', size: 2 }])),
    made(`${kind}: a size of gigabytes`, 'bomb', () =>
      make([{ name: 'a', data: 'x', size: 4_000_000_000, method: 3 }]),
    ),
    made(`${kind}: another checksum`, 'archive_damaged', () => make([{ name: 'a', data: 'x', crc: 7 }])),
    made(`${kind}: cut off`, 'archive_truncated', () => whole().subarray(0, 200)),
    made(`${kind}: a changed header`, 'archive_damaged', () => whole().fill(66, 24, 26)),
    made(`${kind}: bytes behind the end`, 'hidden_data', () => concat(whole(), 'more')),
    made(`${kind}: a bomb stored in it`, 'bomb', () =>
      make([{ name: 'b.gz', data: gzipSync(Buffer.alloc(80 * MIB)) }]),
    ),
  ];
}

function manyInTar(count: number): Uint8Array {
  const one = makeTar([{ name: 'a' }], { end: 0 });
  const tar = Buffer.alloc(count * 512 + 1024);
  for (let n = 0; n < count; n++) tar.set(one, n * 512);
  return gzipSync(tar, { level: 1 });
}

/** Not refused: what cannot be looked at for a password's sake. */
export const lockedArchives: HostileArchive[] = [
  made('RAR 4 with names encrypted', 'names_encrypted', () =>
    concat(makeRar4([], { mainFlags: 0x80, end: false }), new Uint8Array(200).fill(7)),
  ),
  made('RAR 5 with names encrypted', 'names_encrypted', () =>
    makeRar5([{ name: 'a', data: 'x' }], { before: [rar5EncryptionHeader] }),
  ),
  made('RAR 4 with a password', 'entries_encrypted', () =>
    makeRar4([{ name: 'Readme.txt', data: 'xxxxxxxx', encrypted: true }]),
  ),
  made('RAR 5 with a password', 'entries_encrypted', () =>
    makeRar5([{ name: 'Readme.txt', data: 'xxxxxxxx', encrypted: true }]),
  ),
  zip('ZIP with a password', 'entries_encrypted', [{ name: 'a', data: 'xxxxxxxxxxxx', flags: 1 }]),
  zip('ZIP with AES', 'entries_encrypted', [{ name: 'a', data: 'xxxxxxxxxxxx', flags: 1, method: 99 }]),
];

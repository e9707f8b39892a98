import { describe, expect, test } from 'vitest';

import type { ArchiveReport } from './archive-report.ts';
import { sourceOfBlob, sourceOfBytes } from './byte-source.ts';
import { findContact } from './find-contact.ts';
import { inspectArchive } from './inspect-archive.ts';
import { makeRealArchives, readRarVectors, realReadme } from './testing/real-archives.ts';
import { appendToArchive } from './write/append-to-archive.ts';

describe('S1, S3: archives of real programs', () => {
  test.each(makeRealArchives())('$name', async ({ name, bytes }) => {
    const report = await inspectArchive(sourceOfBytes(bytes));
    expect(report.refused).toBe(false);
    const locked = /password|aes/.test(name);
    expect(report).toMatchObject(
      locked
        ? { contentsCheckable: false, readmeState: 'locked' }
        : { contentsCheckable: true, readmeState: 'read', readme: { text: realReadme } },
    );
    const kind = name.endsWith('gz') ? 'gz' : name.slice(-3);
    expect(report.kind).toBe(kind);
    expect(report.entries.some((entry) => entry.name.endsWith('Größe/zahlen.bin') && entry.size === 30_000)).toBe(
      kind !== 'gz' || name === 'tar.gz',
    );
  });

  test.each(makeRealArchives().filter(({ name }) => /(zip|tar)$/.test(name)))(
    '$name with another Readme',
    async ({ name, bytes }) => {
      const kind = name.endsWith('zip') ? 'zip' : 'tar';
      const text = 'neue Angaben: a@b.example';
      const changed = await appendToArchive(kind, new Blob([new Uint8Array(bytes)]), { name: 'Readme.txt', text });
      const report = await inspectArchive(sourceOfBlob(changed ?? new Blob()));
      expect(report).toMatchObject({ refused: false, readmeState: 'read', readme: { text } });
      expect(report.entries.filter((entry) => entry.name === 'Readme.txt')).toHaveLength(1);
    },
  );
});

const said = ({ kind, refused, contentsCheckable, problems, entries }: ArchiveReport): string =>
  [
    kind,
    refused ? 'refused' : contentsCheckable ? 'taken' : 'locked',
    problems.map(({ code }) => code).join('+') || '-',
    entries.map((entry) => entry.name).join(','),
  ].join(' ');

test('S1, S5: archives that RAR 1.5 to 6 made', async () => {
  const found: string[] = [];
  for (const { name, bytes } of readRarVectors())
    found.push(`${name}: ${said(await inspectArchive(sourceOfBytes(bytes)))}`);
  expect(found).toMatchInlineSnapshot(`
    [
      "ctime5.rar: rar5 taken - timed.txt",
      "rar15-comment.rar: rar4 taken - FILE1.TXT,FILE2.TXT",
      "rar202-comment-nopsw.rar: rar4 taken - FILE1.TXT,FILE2.TXT",
      "rar202-comment-psw.rar: rar4 locked entries_encrypted FILE1.TXT,FILE2.TXT",
      "rar2-unix-owner.rar: rar4 taken - file.txt",
      "rar3-comment-hpsw.rar: rar4 locked names_encrypted ",
      "rar3-comment-plain.rar: rar4 taken - file1.txt,file2.txt",
      "rar3-comment-psw.rar: rar4 locked entries_encrypted file1.txt,file2.txt",
      "rar3-readonly-unix.rar: rar4 taken - ro_dir/ro_file.txt,ro_dir",
      "rar3-solid.rar: rar4 taken - stest1.txt,stest2.txt",
      "rar3-subdirs.rar: rar4 taken - sub/dir2/file2.txt,sub/with space/long fn.txt,sub/üȵĩöḋè/file.txt,sub/dir1/file1.txt,sub/dir2,sub/with space,sub/empty,sub/üȵĩöḋè,sub/dir1,sub",
      "rar3-symlink-unix.rar: rar4 refused link_inside+link_leaves data_link,data.txt,random_link",
      "rar5-crc.rar: rar5 taken - stest1.txt,stest2.txt",
      "rar5-hpsw.rar: rar5 locked names_encrypted ",
      "rar5-psw.rar: rar5 locked entries_encrypted stest1.txt,stest2.txt",
      "rar5-dups.rar: rar5 taken link_inside stest1.txt,stest2.txt,stest3.txt,stest4.txt,stest5.txt,stest6.txt,stest7.txt,stest8.txt,stest9.txt",
      "rar5-hlink.rar: rar5 taken link_inside stest1.txt,stest2.txt,stest3.txt",
      "rar5-evil-symlink-traversal.rar: rar5 refused link_leaves+through_link up,up/pwned.txt",
      "rar5-quick-open.rar: rar5 taken - stest1.txt,stest2.txt",
      "rar5-solid-qo.rar: rar5 taken - somedir/stest1.txt,stest1.txt,somedir/stest2.txt,stest2.txt",
      "rar5-subdirs.rar: rar5 taken - sub/dir2/file2.txt,sub/with space/long fn.txt,sub/üȵĩöḋè/file.txt,sub/dir1/file1.txt,sub/dir2,sub/with space,sub/empty,sub/üȵĩöḋè,sub/dir1,sub",
      "rar5-symlink-unix.rar: rar5 refused link_inside+link_leaves data_link,data.txt,random_link",
      "rar5-symlink-win.rar: rar5 refused link_leaves+link_inside content/file.txt,links/bad_link,links/file_link,content/dir1,content/dir2,links/dir_junction,links/dir_link,content,links",
      "rar5-versions.rar: rar5 taken name_twice versioned.txt,versioned.txt,versioned.txt",
      "seektest.rar: rar4 taken - stest1.txt,stest2.txt",
      "unicode.rar: rar4 taken - уииоотивл.txt,𝐀𝐁𝐁𝐂.txt",
      "unicode2.rar: rar4 taken - 𝐀𝐁𝐁𝐂.txt,уииоотивл.txt",
    ]
  `);
});

describe('S3: contact data', () => {
  test.each([
    ['Mail: max.muster+fall@it.kirche-beispiel.de, danke', 'max.muster+fall@it.kirche-beispiel.de'],
    ['E-Mail<technik@bücher.example>', 'technik@bücher.example'],
    ['Tel. 0231 / 44 55-66', '0231 / 44 55-66'],
    ['Rückruf: +49 (0)231 445566 ab 9 Uhr', '+49 (0)231 445566'],
    ['erreichbar unter (0231) 445566.', '(0231) 445566'],
    ['0049 231 445566', '0049 231 445566'],
    ['Handy 0171-1234567', '0171-1234567'],
    ['phone: +1 (212) 555-0147', '+1 (212) 555-0147'],
    ['Durchwahl 4711', '4711'],
    ['Telefonnummer: 44 12-0', '44 12-0'],
    ['+43 1 5880012', '+43 1 5880012'],
    ['am 01.02.2026 angerufen, 0231.445566', '0231.445566'],
  ])('%s', (text, value) => expect(findContact(text)?.value).toBe(value));

  test.each([
    '',
    'Es geht nicht mehr seit 01.02.2026, 08:15 Uhr.',
    'Version 0.12.3.4567 auf 192.168.100.20',
    'IBAN DE02 1203 0000 0000 2020 51',
    'Kundennummer 10100, Fall 2026-11-21',
    'a@b',
    'user@localhost',
    'Fehler 0x80070005 in Zeile 00000000',
    'Betrag 0,00 EUR und 012',
    'siehe C:\\0231445566x',
    '@firma schreibt',
    '20260102 030405',
    '01/02/2026 – 01-02-26',
  ])('none in: %s', (text) => expect(findContact(text)).toBeUndefined());

  test('S1: megabytes of almost an address take no time', () => {
    const begun = process.cpuUsage();
    for (const text of [
      'a@'.repeat(500_000),
      'a.'.repeat(500_000),
      '0 '.repeat(500_000),
      'tel '.repeat(300_000),
      `${'a'.repeat(500_000)}@`,
      `a@${'b.'.repeat(400_000)}`,
      '(0'.repeat(500_000),
      `tel${' '.repeat(500_000)}`,
    ]) {
      findContact(text);
    }
    const { user, system } = process.cpuUsage(begun);
    expect((user + system) / 1000).toBeLessThan(1000);
  });
});

import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { findProgram } from '../../../scripts/system-packages.mjs';
import { scanStream } from './clamd.ts';
import { eicar, nestedZip, zipOf } from './probe-archives.ts';
import { checkScanner } from './scanner-check.ts';
import { clamd, type ClamdProcess, startClamd, testFiles } from './testing/clamd-process.ts';

const run = promisify(execFile);
const patience = { stepMs: 10_000, verdictMs: 20_000 };
const look = (scanner: ClamdProcess, bytes: Uint8Array) => scanStream(scanner.address, [bytes], patience);
const unscannable = (finding: string) => ({ scan: 'unscannable', finding });
const check = (scanner: ClamdProcess) =>
  checkScanner(scanner.address, { maxSignatureDays: 7, now: new Date(), stepMs: 10_000 });

describe.runIf(clamd)('V11: what a real clamd is asked', () => {
  let scanner: ClamdProcess;
  let folder: string;
  beforeAll(async () => {
    scanner = await startClamd();
    folder = await mkdtemp(join(tmpdir(), 'schleuse-wrapped-'));
  });
  afterAll(async () => {
    await scanner?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  test('V11: harmless, empty and infected streams, in many pieces', async () => {
    expect(await look(scanner, Buffer.from('Guten Tag'))).toEqual({ scan: 'clean' });
    expect(await scanStream(scanner.address, [], patience)).toEqual({ scan: 'clean' });
    const pieces = [...eicar()].map((byte) => Uint8Array.of(byte));
    expect(await scanStream(scanner.address, pieces, patience)).toEqual({
      scan: 'infected',
      finding: 'Eicar-Test-Signature.UNOFFICIAL',
    });
  });

  test('V11: what it cannot look into is named, and is not clean', async () => {
    const encrypted = zipOf('a.txt', Buffer.alloc(64, 7), { encrypted: true });
    expect(await look(scanner, encrypted)).toEqual(unscannable('encrypted'));
    expect(await look(scanner, nestedZip())).toEqual(unscannable('nested_too_deep'));
    // Nesting that hides something is no way round.
    let hidden: Buffer = eicar();
    for (let level = 0; level < 40; level += 1) hidden = zipOf('a.zip', hidden);
    expect(await look(scanner, hidden)).toEqual(unscannable('nested_too_deep'));
  });

  test('V11: an infected entry beside an encrypted one is infected', async () => {
    const script = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w') as z:
    z.writestr('geheim.txt', b'x' * 64)
    z.writestr('eicar.com', bytes.fromhex(sys.argv[2]))
archive = bytearray(open(sys.argv[1], 'rb').read())
archive[6] |= 1
archive[archive.index(b'PK\\x01\\x02') + 8] |= 1
open(sys.argv[1], 'wb').write(archive)`;
    const archive = join(folder, 'beide.zip');
    await run('python3', ['-c', script, archive, eicar().toString('hex')]);
    expect(await look(scanner, await readFile(archive))).toMatchObject({ scan: 'infected' });
  });

  const wrappings: [name: string, command: string[]][] = [
    ['zip', ['python3', '-m', 'zipfile', '-c', 'out', 'eicar.com']],
    ['tar', ['tar', 'cf', 'out', 'eicar.com']],
    ['tar.gz', ['tar', 'czf', 'out', 'eicar.com']],
    ['tar.bz2', ['python3', '-c', "import tarfile; tarfile.open('out', 'w:bz2').add('eicar.com')"]],
    ['tar.xz', ['python3', '-c', "import tarfile; t = tarfile.open('out', 'w:xz'); t.add('eicar.com'); t.close()"]],
    ['gz', ['sh', '-c', 'gzip -c eicar.com > out']],
    ['mail with an attachment in base64', ['python3', '-c', mailScript()]],
    ['zip in tar in gz in zip', ['sh', '-c', nested()]],
    [
      'executable that carries a zip',
      ['sh', '-c', 'python3 -m zipfile -c in.zip eicar.com && cat /bin/true in.zip > out'],
    ],
  ];
  for (const [name, [command = '', ...args]] of wrappings) {
    test(`V11: EICAR is found in a ${name}`, async () => {
      const inside = await mkdtemp(join(folder, 'one-'));
      await writeFile(join(inside, 'eicar.com'), eicar());
      await run(command, args, { cwd: inside });
      expect(await look(scanner, await readFile(join(inside, 'out')))).toMatchObject({ scan: 'infected' });
    });
  }

  test.runIf(findProgram('7z'))('V11: EICAR is found in a 7z, and an encrypted 7z is named', async () => {
    const inside = await mkdtemp(join(folder, 'seven-'));
    await writeFile(join(inside, 'eicar.com'), eicar());
    await run('7z', ['a', 'out.7z', 'eicar.com'], { cwd: inside });
    await run('7z', ['a', '-pgeheim', '-mhe=on', 'closed.7z', 'eicar.com'], { cwd: inside });
    expect(await look(scanner, await readFile(join(inside, 'out.7z')))).toMatchObject({ scan: 'infected' });
    expect(await look(scanner, await readFile(join(inside, 'closed.7z')))).toMatchObject({ finding: 'encrypted' });
  });

  test.runIf(testFiles)("V11: every file of ClamAV's own collection is stopped", async () => {
    const names = await readdir(testFiles ?? '');
    expect(names.length).toBeGreaterThan(30);
    const missed: string[] = [];
    for (const name of names) {
      const { scan } = await look(scanner, await readFile(join(testFiles ?? '', name)));
      if (scan !== 'infected') missed.push(`${name}: ${scan}`);
    }
    // This one tests deep nesting, and that is what it is stopped for.
    expect(missed.filter((line) => line !== 'clam_cache_emax.tgz: unscannable')).toEqual([]);
  });

  test('V11: the self-test passes it, and names what it finds wrong', async () => {
    expect(await check(scanner)).toMatch(/^ClamAV /);
    const faults: [settings: Record<string, string>, reason: string][] = [
      [{ AlertExceedsMax: 'no' }, 'limits_not_reported'],
      [{ AlertEncrypted: 'no' }, 'encrypted_not_reported'],
      [{ ScanArchive: 'no' }, 'archives_not_opened'],
    ];
    for (const [settings, reason] of faults) {
      await scanner.kill();
      await scanner.start(settings);
      await expect(check(scanner), reason).rejects.toMatchObject({ reason });
    }
    await scanner.kill();
    await rm(join(scanner.folder, 'db/test.ndb'));
    await writeFile(join(scanner.folder, 'db/other.ndb'), `Other:0:0:${Buffer.from('nothing').toString('hex')}\n`);
    await scanner.start();
    await expect(check(scanner)).rejects.toMatchObject({ reason: 'signatures_missing' });
    await scanner.kill();
    await expect(check(scanner)).rejects.toMatchObject({ reason: 'unreachable' });
  });
});

describe.runIf(clamd)('V11: a clamd that takes short streams only', () => {
  test('V11: what is longer gets no verdict', async () => {
    await using scanner = await startClamd({ StreamMaxLength: '1M' });
    const pieces = Array.from({ length: 64 }, () => Buffer.alloc(65_536));
    await expect(scanStream(scanner.address, pieces, patience)).rejects.toMatchObject({ reason: 'stream_limit' });
  });
});

describe.runIf(clamd)('V11: other ways clamd may be set up', () => {
  test('V11: over TCP', async () => {
    const port = await findFreePort();
    await using _scanner = await startClamd({ TCPSocket: String(port), TCPAddr: '127.0.0.1' });
    const address = { host: '127.0.0.1', port };
    expect(await checkScanner(address, { maxSignatureDays: 7, now: new Date(), stepMs: 10_000 })).toMatch(/^ClamAV /);
    expect(await scanStream(address, [eicar()], patience)).toMatchObject({ scan: 'infected' });
  });

  test('V11: what exceeds its limits is not scannable, a file by itself and one in an archive', async () => {
    await using scanner = await startClamd({ MaxFileSize: '1M' });
    const large = Buffer.alloc(3_000_000, 65);
    expect(await look(scanner, large)).toEqual(unscannable('too_large'));
    expect(await look(scanner, zipOf('a.txt', large))).toEqual(unscannable('too_large'));
  });
});

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

function mailScript(): string {
  return `
import email.message
m = email.message.EmailMessage()
m['From'] = 'a@kunde.example'; m['To'] = 'b@musterhaus.example'; m['Subject'] = 'Rechnung'
m.set_content('Anbei.')
m.add_attachment(open('eicar.com', 'rb').read(), maintype='application', subtype='octet-stream', filename='r.com')
open('out', 'wb').write(m.as_bytes())`;
}

function nested(): string {
  return 'python3 -m zipfile -c a.zip eicar.com && tar cf b.tar a.zip && gzip b.tar && python3 -m zipfile -c out b.tar.gz';
}

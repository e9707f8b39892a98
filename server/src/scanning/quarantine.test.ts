import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { eicar, nestedZip, zipOf } from './probe-archives.ts';
import { clamd, type ClamdProcess, startClamd } from './testing/clamd-process.ts';
import { buildScanHouse, type ScanHouse } from './testing/scan-house.ts';

/** Each recipient gets one; here only which kinds there are. */
async function mailKinds(house: ScanHouse, dropoffId: string): Promise<string[]> {
  const mails = await house.mailsAbout(house.firm.id, dropoffId);
  return [...new Set(mails.map(({ kind }) => kind))].sort();
}

describe.runIf(clamd)('V11: files are scanned before anybody sees them', () => {
  let scanner: ClamdProcess;
  let house: ScanHouse;
  beforeAll(async () => {
    scanner = await startClamd();
    house = await buildScanHouse(scanner.address);
  });
  afterAll(async () => {
    await house?.[Symbol.asyncDispose]();
    await scanner?.[Symbol.asyncDispose]();
  });

  const read = async (actor: ScanHouse['agent'], dropoffId: string, fileId: string): Promise<Buffer> =>
    await buffer((await house.files.read(actor, { dropoffId, fileId })).stream);
  const zip = async (actor: ScanHouse['agent'], dropoffId: string): Promise<string> =>
    (await buffer((await house.files.streamZip(actor, dropoffId)).stream)).toString('latin1');

  test('V11: each file gets its verdict; the mail comes when the last one has it, and once', async () => {
    const sent = await house.dropOff({
      'Brief.txt': Buffer.from('Guten Tag'),
      'leer.txt': Buffer.alloc(0),
      'Datenbank.fdb': Buffer.alloc(3_000_000, 1),
      'geheim.zip': zipOf('a.txt', Buffer.alloc(64, 3), { encrypted: true }),
      'tief.zip': nestedZip(),
    });
    await expect
      .poll(() => house.scansOf(sent.id), { timeout: 10_000 })
      .toEqual({
        'Brief.txt': 'clean',
        'leer.txt': 'clean',
        'Datenbank.fdb': 'clean',
        'geheim.zip': 'unscannable',
        'tief.zip': 'unscannable',
      });
    const item = await house.dropoffs.detail(house.agent, sent.id);
    expect(item).toMatchObject({ ready: true, waiting: 0, quarantined: 0 });
    expect(item.files.map(({ scan, finding }) => [scan, finding])).toEqual([
      ['clean', null],
      ['clean', null],
      ['clean', null],
      ['unscannable', 'encrypted'],
      ['unscannable', 'nested_too_deep'],
    ]);
    expect((await read(house.agent, sent.id, sent.ids[3] ?? '')).length).toBeGreaterThan(64);
    expect(await mailKinds(house, sent.id)).toEqual(['arrival']);
  });

  test('V11: whichever comes last, handing over or the last verdict, the drop-off becomes ready', async () => {
    const sent = await Promise.all(
      Array.from({ length: 24 }, async (_, index) => {
        const files = Array.from({ length: 1 + (index % 4) }, (__, n) => [`${n}.txt`, Buffer.from(`${index} ${n}`)]);
        return (await house.dropOff(Object.fromEntries(files) as Record<string, Buffer>)).id;
      }),
    );
    const unready = async (): Promise<unknown[]> => {
      const { rows } = await house.database.asOwner(`select id from dropoffs where ready_at is null`);
      return rows.filter((row) => sent.includes((row as { id: string }).id));
    };
    await expect.poll(unready, { timeout: 20_000 }).toEqual([]);
    for (const id of sent) expect(await mailKinds(house, id)).toEqual(['arrival']);
  });

  test('V11: in quarantine agents learn how many, owners what; nobody gets the bytes', async () => {
    const sent = await house.dropOff({ 'Brief.txt': Buffer.from('Guten Tag'), 'Rechnung-4711.com': eicar() });
    const [clean = '', infected = ''] = sent.ids;
    await expect
      .poll(async () => (await house.dropoffs.detail(house.owner, sent.id)).ready, { timeout: 10_000 })
      .toBe(true);

    const agents = await house.dropoffs.detail(house.agent, sent.id);
    expect(agents).toMatchObject({ quarantined: 1, fileCount: 2, files: [{ name: 'Brief.txt', scan: 'clean' }] });
    const list = await house.dropoffs.inbox(house.agent, {});
    expect(JSON.stringify([agents, list])).not.toMatch(/Rechnung-4711|Eicar/i);
    expect((await house.dropoffs.inbox(house.agent, { search: 'Rechnung-4711' })).items).toEqual([]);
    await expect(house.dropoffs.receipt(house.agent, sent.id)).rejects.toMatchObject({ code: 'receipt_in_quarantine' });
    expect((await house.files.listReadable(house.agent, sent.id)).map(({ id }) => id)).toEqual([clean]);
    await expect(read(house.agent, sent.id, infected)).rejects.toMatchObject({ code: 'not_found' });

    const owners = await house.dropoffs.detail(house.owner, sent.id);
    expect(owners.files[1]).toMatchObject({
      name: 'Rechnung-4711.com',
      scan: 'infected',
      finding: 'Eicar-Test-Signature.UNOFFICIAL',
      released: null,
    });
    expect((await house.dropoffs.receipt(house.owner, sent.id)).files).toHaveLength(2);
    await expect(read(house.owner, sent.id, infected)).rejects.toMatchObject({ code: 'file_in_quarantine' });
    expect((await read(house.agent, sent.id, clean)).toString()).toBe('Guten Tag');

    const place = { dropoffId: sent.id, fileId: infected };
    await expect(house.files.openReader(house.agent, place, { via: 'sftp' })).rejects.toMatchObject({
      code: 'not_found',
    });

    const archive = await zip(house.agent, sent.id);
    expect(archive).toContain('Guten Tag');
    expect(archive).toContain('NICHT-VOLLSTAENDIG.txt');
    expect(archive).not.toMatch(/EICAR|4711/);

    const mails = await house.mailsAbout(house.firm.id, sent.id);
    expect(await mailKinds(house, sent.id)).toEqual(['alarm', 'arrival']);
    expect(mails.find(({ kind }) => kind === 'arrival')?.body).toContain('Davon 1 Datei in Quarantäne');
    expect(JSON.stringify(mails)).not.toMatch(/4711|Eicar/i);
  });

  test('V11: only an owner releases, with a reason that is recorded; then everybody reads it', async () => {
    const sent = await house.dropOff({ 'Muster.com': eicar() });
    const place = { dropoffId: sent.id, fileId: sent.ids[0] ?? '' };
    await expect.poll(() => house.scansOf(sent.id), { timeout: 10_000 }).toEqual({ 'Muster.com': 'infected' });
    await expect(house.quarantine.release(house.agent, place, 'Das ist ein Fehlalarm.')).rejects.toMatchObject({
      code: 'not_allowed',
    });
    await expect(house.quarantine.release(house.owner, place, '  kurz     ')).rejects.toMatchObject({
      code: 'reason_too_short',
    });
    await house.quarantine.release(house.owner, place, 'Prüfdatei des Herstellers, harmlos');
    expect(await read(house.agent, sent.id, place.fileId)).toEqual(eicar());
    expect(await zip(house.agent, sent.id)).not.toContain('NICHT-VOLLSTAENDIG');
    const item = await house.dropoffs.detail(house.agent, sent.id);
    expect(item).toMatchObject({
      quarantined: 0,
      files: [
        { scan: 'infected', finding: null, released: { reason: 'Prüfdatei des Herstellers, harmlos' }, erasedAt: null },
      ],
    });
    expect(item.events.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['file-quarantined', 'file-released', 'file-read']),
    );
    await expect(house.quarantine.erase(house.owner, place)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('V11: only an owner erases; the bytes are gone, the rest of the drop-off stays', async () => {
    // Beyond the size that shares an object with others.
    const large = Buffer.concat([eicar(), Buffer.alloc(1_000_000, 32)]);
    const sent = await house.dropOff({ 'Virus.com': large, 'Brief.txt': Buffer.from('Guten Tag') });
    const place = { dropoffId: sent.id, fileId: sent.ids[0] ?? '' };
    await expect
      .poll(() => house.scansOf(sent.id), { timeout: 10_000 })
      .toMatchObject({ 'Virus.com': 'infected', 'Brief.txt': 'clean' });
    const container = await house.containerOf(house.firm.id, sent.id);
    const objects = () => readdir(join(house.dataDir, 'objects', house.firm.id, container.id));
    const before = await objects();
    await expect(house.quarantine.erase(house.agent, place)).rejects.toMatchObject({ code: 'not_allowed' });
    const hold = await house.retention.placeHold(house.owner, {
      scope: 'dropoff',
      dropoffId: sent.id,
      reason: 'Beweissicherung',
    });
    await expect(house.quarantine.erase(house.owner, place)).rejects.toMatchObject({ code: 'on_hold' });
    expect(await objects()).toEqual(before);
    await house.retention.liftHold(house.owner, hold.id);
    await house.quarantine.erase(house.owner, place);
    expect(before.length - (await objects()).length).toBe(1);
    await expect(read(house.owner, sent.id, place.fileId)).rejects.toMatchObject({ code: 'file_erased' });
    await expect(house.quarantine.release(house.owner, place, 'Doch lieber behalten')).rejects.toMatchObject({
      code: 'not_found',
    });
    const item = await house.dropoffs.detail(house.owner, sent.id);
    expect(item.quarantined).toBe(0);
    expect(item.files[0]?.erasedAt).not.toBeNull();
    expect(item.events.map(({ kind }) => kind)).toContain('quarantined-erased');
    expect(await zip(house.agent, sent.id)).toContain('Guten Tag');

    // With its drop-off it goes as all others do, and the certificate still knows that it was there.
    await house.dropoffs.close(house.owner, sent.id);
    await house.erase(house.firm.id, container.id);
    const certificate = await house.retention.certificate(house.owner, sent.id);
    expect(certificate.erased.files).toHaveLength(2);
  });
});

describe('V11: where there is no scanner', () => {
  test('V11: nothing waits, and every file says that it was not scanned', async () => {
    await using house = await buildScanHouse(undefined);
    const sent = await house.dropOff({ 'Brief.txt': Buffer.from('Guten Tag') });
    const item = await house.dropoffs.detail(house.agent, sent.id);
    expect(item).toMatchObject({ ready: true, files: [{ scan: 'unscanned' }] });
    expect(await mailKinds(house, sent.id)).toEqual(['arrival']);
    expect(await house.scanning.describe(house.owner)).toMatchObject({ state: 'none' });
  });

  test.runIf(clamd)('V11: what came before is scanned when one is set up, and can be read meanwhile', async () => {
    await using house = await buildScanHouse(undefined);
    const sent = await house.dropOff({ 'Brief.txt': Buffer.from('Guten Tag'), 'Virus.com': eicar() });
    await using scanner = await startClamd();
    await using _running = await house.scanningTo(scanner.address).start();
    await expect
      .poll(() => house.scansOf(sent.id), { timeout: 10_000 })
      .toEqual({ 'Brief.txt': 'clean', 'Virus.com': 'infected' });
    expect(await mailKinds(house, sent.id)).toEqual(['alarm', 'arrival']);
  });

  test('V11: what waited for one that is gone goes on without, and says so', async () => {
    await using house = await buildScanHouse(undefined, { scansFiles: true });
    const sent = await house.dropOff({ 'Brief.txt': Buffer.from('Guten Tag') });
    expect(await house.dropoffs.detail(house.agent, sent.id)).toMatchObject({ ready: false, waiting: 1 });
    expect(await house.mailsAbout(house.firm.id, sent.id)).toEqual([]);
    await using _none = await house.scanningTo(undefined).start();
    expect(await house.dropoffs.detail(house.agent, sent.id)).toMatchObject({
      ready: true,
      files: [{ scan: 'unscanned' }],
    });
    expect(await mailKinds(house, sent.id)).toEqual(['arrival']);
  });
});

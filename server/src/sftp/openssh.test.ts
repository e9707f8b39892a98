import { createHash, randomBytes } from 'node:crypto';
import { readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { hasProgram, openPickUp, type Person, type PickUp } from './testing/pick-up.ts';

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

let world: PickUp;
let agent: Person;
let name: string;
let fileIds: string[];
const large = randomBytes(3_000_000);

beforeAll(async () => {
  world = await openPickUp();
  agent = await world.addPerson();
  const sent = await world.submit(
    { name: 'Kasse 2026.mdb', segments: [large.subarray(0, 1_000_001), large.subarray(1_000_001)] },
    { name: 'Größe €.txt', relativePath: 'Ordner/Unter/Größe €.txt', segments: [Buffer.from('ä')] },
    { name: 'leer.txt', segments: [] },
  );
  ({ fileIds } = sent);
  name = `10100_2026-11-21_${sent.id.slice(0, 8)}`;
});
afterAll(() => world[Symbol.asyncDispose]());

describe.runIf(hasProgram('ssh-keygen'))('S7: OpenSSH', () => {
  test('lists cases and files with sizes, folders kept', async () => {
    const listed = await world.sftpBatch(agent, [
      'pwd',
      'ls -l',
      'ls eingang',
      `ls -la eingang/${name}`,
      `ls eingang/${name}/Ordner/Unter`,
    ]);
    expect(listed).toContain('Remote working directory: /');
    expect(listed).toContain(name);
    expect(listed).toMatch(/-r--r--r--.* 3000000 .*Kasse 2026\.mdb/);
    expect(listed).toContain('Größe €.txt');
  });

  test('fetches a file whole, and goes on with a broken one', async () => {
    const to = join(world.folder, 'kasse.mdb');
    await world.sftpBatch(agent, [`get "eingang/${name}/Kasse 2026.mdb" ${to}`]);
    expect(hashOf(await readFile(to))).toBe(hashOf(large));
    await truncate(to, 1_234_567);
    await world.sftpBatch(agent, [`reget "eingang/${name}/Kasse 2026.mdb" ${to}`]);
    expect(hashOf(await readFile(to))).toBe(hashOf(large));
    const reads = (await world.events('file-read')).filter(({ details }) => details['fileId'] === fileIds[0]);
    expect(reads).toHaveLength(2);
    expect(reads[0]).toMatchObject({ actor_id: agent.actor.accountId, details: { via: 'sftp', size: large.length } });
  });
});

async function scanned(id: string, set: string): Promise<void> {
  await world.house.database.asOwner(`update files set ${set} where id = '${id}'`);
}

describe.runIf(hasProgram('ssh-keygen'))('S6, S7: what the virus scanner says', () => {
  test('what waits is named and not read, what is in quarantine is not there, for owners neither', async () => {
    const contents = Buffer.from('Inhalt');
    const { id, fileIds } = await world.submit(
      ...['wartet', 'krank', 'sauber', 'unprüfbar'].map((file) => ({ name: `${file}.txt`, segments: [contents] })),
    );
    const [waiting = '', infected = '', clean = '', unscannable = ''] = fileIds;
    await scanned(waiting, "scan = 'waiting'");
    await scanned(infected, "scan = 'infected', finding = 'Eicar-Test-Signature', scanned_at = now()");
    await scanned(clean, "scan = 'clean', scanned_at = now()");
    await scanned(unscannable, "scan = 'unscannable', finding = 'encrypted', scanned_at = now()");
    const path = `eingang/10100_2026-11-21_${id.slice(0, 8)}`;
    for (const person of [agent, await world.addPerson([], 'owner')]) {
      const listed = await world.sftpBatch(person, [`ls -1 ${path}`]);
      expect(listed).toContain('wartet.txt');
      expect(listed).not.toContain('krank.txt');
      const get = (file: string) => world.sftpBatch(person, [`get ${path}/${file}.txt ${world.folder}/geholt`]);
      await expect(get('wartet')).rejects.toThrow('Failure');
      await expect(get('krank')).rejects.toThrow(/not found|No such file/);
      for (const file of ['sauber', 'unprüfbar']) {
        await get(file);
        expect(await readFile(join(world.folder, 'geholt'), 'utf8')).toBe('Inhalt');
      }
    }
    await scanned(waiting, "scan = 'clean', scanned_at = now()");
    await world.sftpBatch(agent, [`get ${path}/wartet.txt ${world.folder}/geholt`]);
  });
});

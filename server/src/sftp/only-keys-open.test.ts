import { generateKeyPairSync } from 'node:crypto';

import type { ConnectConfig } from 'ssh2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { connect } from './testing/client.ts';
import { hasProgram, openPickUp, type Person, type PickUp } from './testing/pick-up.ts';

let world: PickUp;
let agent: Person;
let other: Person;
beforeAll(async () => {
  world = await openPickUp({ slowestRefusal: 150 });
  agent = await world.addPerson();
  other = await world.addPerson();
});
afterAll(() => world[Symbol.asyncDispose]());

async function refusal(person: Person, more: ConnectConfig): Promise<{ message: string; took: number }> {
  const begun = performance.now();
  const message = await connect(world, person, more).then(
    () => 'let in',
    (error: Error) => error.message,
  );
  return { message, took: performance.now() - begun };
}

describe.runIf(hasProgram('ssh-keygen'))('S7: who is let in', { timeout: 30_000 }, () => {
  test.each([
    ['Ed25519', ['-t', 'ed25519']],
    ['ECDSA 256', ['-t', 'ecdsa', '-b', '256']],
    ['ECDSA 384', ['-t', 'ecdsa', '-b', '384']],
    ['ECDSA 521', ['-t', 'ecdsa', '-b', '521']],
    ['RSA 3072', ['-t', 'rsa', '-b', '3072']],
  ])('a key of kind %s opens, and its use is noted', async (_, kind) => {
    const person = await world.addPerson(kind);
    expect(await world.sftpBatch(person, ['ls'])).toContain('eingang');
    const [key] = await world.sshKeys.listKeys(person.actor);
    expect(key).toMatchObject({ name: 'Rechner im Büro', lastUsedAt: world.house.clock.now });
    const signedIn = (await world.events('sftp-signed-in')).at(-1);
    expect(signedIn).toMatchObject({
      actor_id: person.actor.accountId,
      details: { keyId: person.keyId, network: '127.0.0.0/24', client: expect.stringContaining('OpenSSH') },
    });
  });

  test('the address is known however it is written', async () => {
    const shouting = { ...agent, email: agent.email.toUpperCase() };
    expect(await world.sftpBatch(shouting, ['ls'])).toContain('eingang');
  });

  test('a wrong key, a foreign key, somebody unknown, a password: one answer, and one time', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 3072 });
    const stranger = privateKey.export({ format: 'pem', type: 'pkcs1' });
    const answers = [
      await refusal(agent, { privateKey: stranger }),
      await refusal({ ...agent, keyFile: other.keyFile }, {}),
      await refusal({ ...agent, email: 'niemand@nirgends.example' }, {}),
      await refusal({ ...agent, email: 'x'.repeat(5000) }, {}),
      await refusal({ ...agent, email: "' or true --\0" }, {}),
    ];
    expect(new Set(answers.map(({ message }) => message)).size).toBe(1);
    for (const { took } of answers) expect(took).toBeGreaterThan(150);
    const times = answers.slice(1).map(({ took }) => took);
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(120);
  });

  test.each(['password', 'keyboard-interactive', 'hostbased', 'none'] as const)('%s opens nothing', async (method) => {
    const { message } = await refusal(agent, {
      password: 'geheim',
      tryKeyboard: true,
      authHandler: [method === 'hostbased' ? 'none' : method] as never,
    });
    expect(message).toBe('All configured authentication methods failed');
  });

  test('RSA with SHA-1 is not taken', async () => {
    const person = await world.addPerson(['-t', 'rsa', '-b', '3072']);
    const old = ['-o', 'PubkeyAcceptedAlgorithms=ssh-rsa'];
    await expect(world.sftpBatch(person, ['ls'], old)).rejects.toThrow(/Permission denied|no mutual signature/);
  });

  test.each([
    ['ciphers other than AES-GCM', 'Ciphers=aes256-ctr,chacha20-poly1305@openssh.com'],
    ['key exchanges of yesterday', 'KexAlgorithms=diffie-hellman-group14-sha256'],
    ['host keys of another kind', 'HostKeyAlgorithms=rsa-sha2-512'],
  ])('no %s', async (_, setting) => {
    await expect(world.sftpBatch(agent, ['ls'], ['-o', setting])).rejects.toThrow(/Unable to negotiate/);
  });

  test('a sign-in does not open what belongs to another firm', async () => {
    const foreign = await world.house.addFirm();
    const sent = await world.house.openOne(foreign.id);
    await world.house.send(sent.submitter, { name: 'fremd.txt', segments: [Buffer.from('fremd')] });
    await world.house.dropoffs.submit(sent.submitter, sent.id, {});
    expect(await world.sftpBatch(agent, ['ls eingang'])).not.toContain(sent.id.slice(0, 8));
  });
});

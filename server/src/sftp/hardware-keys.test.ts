import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { startHardwareAgent } from './testing/hardware-agent.ts';
import { hasProgram, openPickUp, type Person, type PickUp } from './testing/pick-up.ts';

describe.runIf(hasProgram('ssh-keygen'))('S7: a key in hardware, through OpenSSH and its agent', () => {
  let world: PickUp;
  let person: Person;
  const touch = { isTouched: true };
  let agent: Awaited<ReturnType<typeof startHardwareAgent>>;
  let options: string[];
  beforeAll(async () => {
    world = await openPickUp();
    person = await world.addPerson();
    const socket = join(world.folder, 'agent');
    agent = await startHardwareAgent(socket, touch);
    options = ['-o', `IdentityAgent=${socket}`, '-o', 'IdentitiesOnly=no', '-o', 'IdentityFile=none'];
    await world.sshKeys.removeKey(person.actor, person.keyId);
  });
  afterAll(async () => {
    await agent?.[Symbol.asyncDispose]();
    await world?.[Symbol.asyncDispose]();
  });

  test('opens nothing as long as it is not added', async () => {
    await expect(world.sftpBatch(person, ['ls'], options)).rejects.toThrow('Permission denied');
  });

  test('added, it opens; and only when it is touched', async () => {
    const added = await world.sshKeys.addKey(person.actor, { publicKey: agent.line, password: '' });
    expect(added).toMatchObject({ algorithm: 'sk-ssh-ed25519@openssh.com', name: 'Sicherheitsschlüssel' });
    expect(await world.sftpBatch(person, ['ls'], options)).toContain('eingang');
    touch.isTouched = false;
    await expect(world.sftpBatch(person, ['ls'], options)).rejects.toThrow('Permission denied');
  });
});

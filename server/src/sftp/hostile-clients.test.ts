import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { connect as dial, type Socket } from 'node:net';

import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { connect, openRaw, text, uint32, uint64 } from './testing/client.ts';
import { hasProgram, openPickUp, type Person, type PickUp } from './testing/pick-up.ts';

let world: PickUp;
let agent: Person;
let path: string;
const bytes = randomBytes(1_000_000);
beforeAll(async () => {
  world = await openPickUp({ signInTime: 1_500 });
  agent = await world.addPerson();
  const { id } = await world.submit({ name: 'a.bin', segments: [bytes] });
  path = `/eingang/10100_2026-11-21_${id.slice(0, 8)}/a.bin`;
});
afterAll(() => world[Symbol.asyncDispose]());

/** Type of the answer, and of a status its code. */
const read = (answer: Buffer | undefined) =>
  answer ? [answer[0], answer[0] === 101 ? answer.readUInt32BE(5) : null] : 'closed';
const stillServes = async () => expect(await world.sftpBatch(agent, ['ls'])).toContain('eingang');

async function open(raw: Awaited<ReturnType<typeof openRaw>>, file = path): Promise<Buffer | undefined> {
  raw.send(3, uint32(1), text(file), uint32(1), uint32(0));
  const answer = await raw.next();
  return answer?.[0] === 102 ? answer.subarray(9) : undefined;
}

async function closing(socket: Socket): Promise<number> {
  const begun = performance.now();
  socket.on('error', () => undefined).resume();
  await new Promise<void>((resolve) => void socket.once('close', () => resolve()));
  return performance.now() - begun;
}

describe.runIf(hasProgram('ssh-keygen'))('S7: a client that means harm', { timeout: 40_000 }, () => {
  test.each<[string, Buffer]>([
    ['a length of nothing', uint32(0)],
    ['a length of 4 GiB', Buffer.concat([uint32(0xffff_ffff), Buffer.alloc(100)])],
    ['a length just too large', Buffer.concat([uint32(256 * 1024 + 1), Buffer.alloc(100)])],
    ['a packet that ends before its id', Buffer.concat([uint32(2), Buffer.from([17, 0])])],
    ['a second greeting', Buffer.concat([uint32(5), Buffer.from([1]), uint32(3)])],
  ])('%s ends the session, and no other', async (_, packet) => {
    const client = await connect(world, agent);
    const [raw, other] = [await openRaw(client), await openRaw(client)];
    await raw.begin();
    await other.begin();
    raw.channel.write(packet);
    await expect.poll(() => raw.isClosed()).toBe(true);
    other.send(16, uint32(1), text('.'));
    expect(read(await other.next())).toEqual([104, null]);
    client.end();
  });

  test('a session that does not begin with a greeting is ended', async () => {
    const client = await connect(world, agent);
    const raw = await openRaw(client);
    raw.send(16, uint32(1), text('.'));
    expect(await raw.next()).toBeUndefined();
    client.end();
  });

  test('any packets at all: each gets an answer, or the session an end', async () => {
    const client = await connect(world, agent);
    const packet = fc.tuple(
      fc.constantFrom(3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 200, 250),
      fc.uint8Array({ maxLength: 60 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(packet, { minLength: 1, maxLength: 20 }), async (packets) => {
        const raw = await openRaw(client);
        await raw.begin();
        for (const [type, body] of packets) raw.send(type, uint32(7), Buffer.from(body));
        for (const _ of packets)
          expect(read(await raw.next())).toEqual([
            expect.any(Number),
            expect.toSatisfy((code) => code === null || code > 0),
          ]);
        const gone = new Promise((resolve) => raw.channel.once('close', resolve));
        raw.channel.end();
        await gone;
      }),
      { numRuns: 60 },
    );
    client.end();
    await stillServes();
  });

  test.each([
    ['above the root', '/../../etc/passwd'],
    ['above the inbox', '/eingang/../../etc/passwd'],
    ['the parent', '..'],
    ['a NUL within', '/eingang/x\0/a'],
    ['capitals', '/EINGANG'],
    ['ten thousand folders', `/eingang/${'a/'.repeat(10_000)}`],
    ['doubled slashes', '//eingang//..//..//etc'],
    ['backslashes', String.raw`\..\..\etc\passwd`],
  ])('no path leads out: %s', async (_, hostile) => {
    const client = await connect(world, agent);
    const raw = await openRaw(client);
    await raw.begin();
    expect(await open(raw, hostile)).toBeUndefined();
    raw.send(16, uint32(1), text(hostile));
    const answer = await raw.next();
    expect(answer?.subarray(13, 14).toString()).toBe('/');
    expect(answer?.toString()).not.toContain('..\0');
    client.end();
  });

  test('a thousand open files are too many; closing makes room', async () => {
    const client = await connect(world, agent);
    const raw = await openRaw(client);
    await raw.begin();
    const handles = [];
    for (let n = 0; n < 1_000; n += 1) handles.push(await open(raw));
    const kept = handles.filter((handle) => handle !== undefined);
    expect(kept).toHaveLength(256);
    raw.send(4, uint32(1), text(kept[0] ?? ''));
    expect(read(await raw.next())).toEqual([101, 0]);
    raw.send(5, uint32(1), text(kept[0] ?? ''), uint64(0n), uint32(10));
    expect(read(await raw.next())).toEqual([101, 4]);
    expect(await open(raw)).toBeDefined();
    client.end();
  });

  test('reads of any length and place answer with what is there', async () => {
    const client = await connect(world, agent);
    const raw = await openRaw(client);
    await raw.begin();
    const handle = text((await open(raw)) ?? '');
    const ask = async (offset: bigint, length: number) => {
      raw.send(5, uint32(1), handle, uint64(offset), uint32(length));
      return await raw.next();
    };
    expect((await ask(0n, 0xffff_ffff))?.subarray(9).equals(bytes.subarray(0, 255 * 1024))).toBe(true);
    expect((await ask(999_990n, 0xffff_ffff))?.subarray(9).equals(bytes.subarray(999_990))).toBe(true);
    expect(read(await ask(1_000_000n, 1))).toEqual([101, 1]);
    expect(read(await ask(2n ** 64n - 1n, 1))).toEqual([101, 1]);
    expect(read(await ask(2n ** 63n, 0xffff_ffff))).toEqual([101, 1]);
    // In no order at all.
    for (const offset of Array.from({ length: 100 }, () => Math.floor(Math.random() * 999_000))) {
      expect((await ask(BigInt(offset), 1_000))?.subarray(9).equals(bytes.subarray(offset, offset + 1_000))).toBe(true);
    }
    client.end();
  });

  test('who asks for gigabytes and takes nothing costs some megabytes', async () => {
    const client = await connect(world, agent);
    const raw = await openRaw(client);
    await raw.begin();
    const handle = text((await open(raw)) ?? '');
    raw.channel.pause();
    const before = process.memoryUsage();
    for (let n = 0; n < 20_000; n += 1) raw.send(5, uint32(n), handle, uint64(0n), uint32(255 * 1024));
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const after = process.memoryUsage();
    // Client and server are one process here: what was asked for is 5 GB.
    expect(after.rss - before.rss).toBeLessThan(120_000_000);
    client.destroy();
    await stillServes();
  });

  test('sessions are few on a connection', async () => {
    const client = await connect(world, agent);
    const opened = await Promise.allSettled(Array.from({ length: 30 }, () => openRaw(client)));
    expect(opened.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
    client.end();
  });
});

describe.runIf(hasProgram('ssh-keygen'))('S7: a client that never gets anywhere', { timeout: 40_000 }, () => {
  test('says nothing, or a byte now and then: it is cut off', async () => {
    const silent = dial(world.sftp.port, '127.0.0.1');
    const slow = dial(world.sftp.port, '127.0.0.1');
    const greeting = [...'SSH-2.0-OpenSSH_9.9 with a long comment\r\n'];
    const drip = setInterval(() => slow.write(greeting.shift() ?? '\n'), 100);
    expect(await closing(silent)).toBeLessThan(4_000);
    expect(await closing(slow)).toBeLessThan(4_000);
    clearInterval(drip);
  });

  test('talks of something else: it is cut off', async () => {
    for (const said of [
      'GET / HTTP/1.1\r\nHost: x\r\n\r\n',
      `SSH-2.0-${'x'.repeat(100_000)}`,
      randomBytes(70_000),
      'SSH-1.5-old\r\n',
    ]) {
      const socket = dial(world.sftp.port, '127.0.0.1');
      socket.on('error', () => undefined).write(said);
      expect(await closing(socket)).toBeLessThan(4_000);
    }
    const exchanged = dial(world.sftp.port, '127.0.0.1');
    exchanged.on('error', () => undefined).write(Buffer.concat([Buffer.from('SSH-2.0-x\r\n'), randomBytes(2_000)]));
    expect(await closing(exchanged)).toBeLessThan(4_000);
    await stillServes();
  });

  test('comes a hundred times at once: a few are heard, and agents still get in', async () => {
    const sockets = Array.from({ length: 100 }, () => dial(world.sftp.port, '127.0.0.1'));
    const closed = sockets.map(closing);
    expect(await Promise.all(closed)).toHaveLength(100);
    await stillServes();
  });

  test('tries key after key: the address has to wait, right key or not', async () => {
    await using guarded = await openPickUp();
    const person = await guarded.addPerson();
    const wrong = { ...person, email: 'niemand@nirgends.example' };
    const refused = (who: Person) => expect(connect(guarded, who)).rejects.toThrow('authentication methods failed');
    for (let n = 0; n < 31; n += 1) await refused(wrong);
    await refused(person);
  });

  test('does not give up: after a dozen tries the line is cut', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 3072 });
    const key = privateKey.export({ format: 'pem', type: 'pkcs1' });
    const endless = Array.from({ length: 50 }, () => ({ type: 'publickey' as const, username: agent.email, key }));
    await using patient = await openPickUp();
    let asked = 0;
    const failed = connect(patient, agent, {
      authHandler: (_left, _partial, next) => next(endless[(asked += 1)] ?? (false as never)),
    });
    await expect(failed).rejects.toThrow(/closed|authentication methods failed/);
    expect(asked).toBeLessThan(16);
  });
});

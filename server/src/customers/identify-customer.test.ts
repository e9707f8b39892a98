import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { AnonymousActor } from '../actor.ts';
import { insertCustomer } from '../db/testing/rows.ts';
import type { AppError } from '../errors.ts';
import { type CustomersRoom, openCustomersRoom, solve } from './testing/customers-room.ts';

let room: CustomersRoom;
let actor: AnonymousActor;
let clients = 0;
let clientKey: string;
beforeAll(async () => {
  room = await openCustomersRoom();
});
afterAll(() => room[Symbol.asyncDispose]());
beforeEach(async () => {
  const { firmId } = await room.makeFirm();
  actor = { kind: 'anonymous', firmId };
  clientKey = `192.0.2.${++clients}`;
  await insertCustomer(room.db, firmId, { number: 'K 10-442', name: 'Ev. Kirchengemeinde Dortmund-Nord' });
  await insertCustomer(room.db, firmId, { number: '99999', active: false });
});

const identify = (number: string, altcha?: string, from = clientKey) =>
  room.customers.identifyCustomer(actor, { number, altcha, clientKey: from });
const refusal = async (number: string, altcha?: string, from?: string): Promise<AppError> =>
  await identify(number, altcha, from).then(
    () => {
      throw new Error('was not refused');
    },
    (error: AppError) => error,
  );

describe('D1: a number', () => {
  test.each(['K 10-442', ' k10-442 ', 'k\u00a010‑442', 'K10–442\u200b'])('is found as %j', async (number) => {
    expect(await identify(number)).toMatchObject({ number: 'K 10-442', name: 'Ev. Kirchengemeinde Dortmund-Nord' });
  });

  test.each(['', ' ', '§§', 'x'.repeat(33), '-1'])(
    '%j is refused as malformed, with the example, uncounted',
    async (number) => {
      for (let n = 0; n < 4; n++) {
        expect(await refusal(number)).toMatchObject({ code: 'customer_number_malformed', details: { example: '' } });
      }
    },
  );

  test('of another firm is unknown here', async () => {
    const { firmId } = await room.makeFirm();
    await insertCustomer(room.db, firmId, { number: '31415' });
    expect(await refusal('31415')).toMatchObject({ code: 'customer_unknown' });
  });

  test('follows the firm’s pattern', async () => {
    await room.db.asOwner(
      `update firms set customer_number_pattern = '^K \\d{2}-\\d{3}$' where id = '${actor.firmId}'`,
    );
    expect(await refusal('K 10-44')).toMatchObject({ code: 'customer_number_malformed' });
    expect(await identify('k 10-442')).toMatchObject({ number: 'K 10-442' });
  });
});

describe('D1: numbers cannot be listed by trying', () => {
  test('an unknown and a deactivated customer are answered alike, and not sooner', async () => {
    const times: number[] = [];
    const answers = [];
    for (const number of ['12345', '99999']) {
      const started = performance.now();
      const { name, code, message, details } = await refusal(number, undefined, `${clientKey}/${number}`);
      answers.push({ name, code, message, details });
      times.push(performance.now() - started);
    }
    expect(answers[0]).toMatchObject({ code: 'customer_unknown' });
    expect(answers[1]).toEqual(answers[0]);
    expect(Math.min(...times)).toBeGreaterThan(49);
  });

  test('from the third wrong try each costs a proof of work, the right number too, and it counts once', async () => {
    expect(await refusal('10001')).toMatchObject({ code: 'customer_unknown' });
    expect(await refusal('10002')).toMatchObject({ code: 'customer_unknown' });
    const asked = await refusal('K10-442');
    expect(asked).toMatchObject({ code: 'proof_of_work_required' });
    expect(await refusal('10003')).toMatchObject({ code: 'proof_of_work_required' });
    const altcha = await solve(asked.details['challenge']);
    expect(await identify('K10-442', altcha)).toMatchObject({ number: 'K 10-442' });
    expect(await refusal('K10-442', altcha)).toMatchObject({ code: 'proof_of_work_required' });
    const again = await solve(await room.customers.newChallenge(clientKey));
    expect(await refusal('10003', again)).toMatchObject({ code: 'customer_unknown' });
  });

  test('who knows the number is never asked, however often they come', async () => {
    for (let n = 0; n < 6; n++) expect(await identify('K10-442')).toMatchObject({ number: 'K 10-442' });
  });

  test('many tries at the same moment are all counted', async () => {
    const codes = await Promise.all(Array.from({ length: 20 }, (_, n) => refusal(String(20_000 + n))));
    expect(codes.filter(({ code }) => code === 'customer_unknown').length).toBeLessThanOrEqual(2);
  });

  test('after an hour without tries the first are free again', async () => {
    for (const number of ['10001', '10002']) await refusal(number);
    expect(await refusal('10003')).toMatchObject({ code: 'proof_of_work_required' });
    room.time.now = new Date(room.time.now.getTime() + 2 * 3_600_000);
    expect(await refusal('10003')).toMatchObject({ code: 'customer_unknown' });
  });

  test('the work grows with the wrong tries, and after a hundred this network waits', async () => {
    const levelNow = async (): Promise<unknown> =>
      ((await refusal('K10-442')).details['challenge'] as { parameters: { data: unknown } }).parameters.data;
    const count = async (tries: number): Promise<void> => {
      await room.db.asOwner(`update attempts set count = ${tries} where scope = 'customer-number.client/3600'`);
    };
    await refusal('10001');
    await count(5);
    expect(await levelNow()).toEqual({ level: 0 });
    await count(15);
    expect(await levelNow()).toEqual({ level: 1 });
    const easy = await solve(await room.customers.newChallenge('198.51.100.7'));
    expect(await refusal('K10-442', easy)).toMatchObject({ code: 'proof_of_work_required' });
    await count(40);
    expect(await levelNow()).toEqual({ level: 2 });
    await count(100);
    expect(await refusal('K10-442')).toMatchObject({ code: 'rate_limited', details: { retryAfterSeconds: 3_600 } });
  });

  test('many networks trying one firm make everybody work, and lock nobody out', async () => {
    for (let n = 0; n < 60; n++) await refusal(String(30_000 + n), undefined, `203.0.113.${n}`);
    const asked = await refusal('K10-442');
    expect(asked).toMatchObject({ code: 'proof_of_work_required' });
    expect(await identify('K10-442', await solve(asked.details['challenge']))).toMatchObject({ number: 'K 10-442' });
  });
});

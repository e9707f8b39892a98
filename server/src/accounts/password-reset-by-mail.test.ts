import { afterAll, beforeAll, expect, test } from 'vitest';

import { passwordResetTime } from './password-resets.ts';
import { goodPassword, solvedPuzzle, startAccounts, type TestAccounts } from './testing/start-accounts.ts';

let world: TestAccounts;
beforeAll(async () => {
  world = await startAccounts();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const newPassword = 'fünf rote Drachen über dem Deich';
const gone = { code: 'reset_invalid' };
let networks = 0;

/** From a network of its own each time, so that the tests do not count each other's requests. */
async function ask(email: string, extra: { altcha?: string; clientKey?: string } = {}): Promise<string | undefined> {
  const before = world.resetTokens.length;
  const clientKey = `198.51.100.${(networks += 1)}`;
  await world.accounts.askForPasswordReset({ email, clientKey, network: '198.51.100.0/24', ...extra });
  return world.resetTokens.length > before ? world.resetTokens.at(-1) : undefined;
}

test('V2: a link by mail sets a new password once, ends every session and tells the owner', async () => {
  const { email, token: session } = await world.newFirm();
  const first = (await ask(` ${email.toUpperCase()} `)) ?? '';
  const second = (await ask(email)) ?? '';
  expect(await world.accounts.lookAtPasswordReset(first)).toEqual({ email, firmName: 'Musterhaus Software GmbH' });

  const using = [first, second, first].map((token) => world.accounts.resetPassword(token, newPassword));
  const results = await Promise.allSettled(using);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const token of [first, second]) {
    await expect(world.accounts.lookAtPasswordReset(token)).rejects.toMatchObject(gone);
    await expect(world.accounts.resetPassword(token, newPassword)).rejects.toMatchObject(gone);
  }
  expect(await world.accounts.findSession(session)).toBeUndefined();
  expect(world.notices.at(-1)).toEqual({ email, change: 'password_reset' });
  await expect(world.signIn(email)).rejects.toMatchObject({ code: 'credentials_wrong' });
  await world.signIn(email, { password: newPassword });
});

test('V2: the second factor stays, and is still asked for', async () => {
  const { owner, email } = await world.newFirm();
  const { secret } = await world.enrol(owner);
  await world.accounts.resetPassword((await ask(email)) ?? '', newPassword);
  await expect(world.signIn(email, { password: newPassword })).rejects.toMatchObject({ code: 'code_required' });
  world.passTime(60);
  await world.signIn(email, { password: newPassword, code: await world.codeOf(secret) });
});

test('V2: a weak password does not use the link up; it runs out after an hour', async () => {
  const { email } = await world.newFirm();
  const token = (await ask(email)) ?? '';
  await expect(world.accounts.resetPassword(token, 'Musterhaus2026')).rejects.toMatchObject({
    code: 'password_personal',
  });
  await world.accounts.lookAtPasswordReset(token);
  world.passTime(passwordResetTime / 1000 + 1);
  await expect(world.accounts.resetPassword(token, newPassword)).rejects.toMatchObject(gone);
  for (const made of ['', 'x'.repeat(43), 'nonsense']) {
    await expect(world.accounts.lookAtPasswordReset(made)).rejects.toMatchObject(gone);
  }
  await world.signIn(email);
});

test('V2, threat: who has read the mailbox keeps a link for after the password was changed', async () => {
  const { owner, email } = await world.newFirm();
  const token = (await ask(email)) ?? '';
  await world.accounts.changePassword(owner, { current: goodPassword, new: newPassword });
  await expect(world.accounts.lookAtPasswordReset(token)).rejects.toMatchObject(gone);
  await expect(world.accounts.resetPassword(token, `${newPassword}, anders`)).rejects.toMatchObject(gone);
  await world.signIn(email, { password: newPassword });
});

test('V2: nobody learns which addresses have accounts: same answer, no mail, deactivated ones too', async () => {
  const { owner } = await world.newFirm();
  const member = await world.newMember(owner);
  const token = (await ask(member.email)) ?? '';
  expect(token).not.toBe('');
  await world.accounts.changeMember(owner, member.actor.accountId, { deactivated: true });
  expect(await ask(member.email)).toBeUndefined();
  expect(await ask('niemand@musterhaus.example')).toBeUndefined();
  expect(await ask("' or 1=1 --")).toBeUndefined();
  await world.accounts.changeMember(owner, member.actor.accountId, { deactivated: false });
  await expect(world.accounts.resetPassword(token, newPassword)).rejects.toMatchObject(gone);
});

test('V2, threat: a stranger floods an address with mails, or asks for thousands of addresses', async () => {
  const { email } = await world.newFirm();
  const mailed: (string | undefined)[] = [];
  for (let round = 0; round < 3; round += 1) mailed.push(await ask(email));
  await expect(ask(email)).rejects.toMatchObject({ code: 'proof_of_work_required' });
  await expect(ask('niemand@musterhaus.example')).resolves.toBeUndefined();
  for (let round = 0; round < 9; round += 1) mailed.push(await ask(email, { altcha: solvedPuzzle }));
  expect(mailed.filter((token) => token !== undefined)).toHaveLength(10);
  // The links that were mailed work all the same: asking again must not take them away.
  await world.accounts.lookAtPasswordReset(mailed[0] ?? '');

  const clientKey = '192.0.2.77';
  const outcomes: string[] = [];
  for (let round = 0; round < 12; round += 1) {
    outcomes.push(
      await ask(`${round}@musterhaus.example`, { clientKey }).then(
        () => 'ok',
        (error: { code: string }) => error.code,
      ),
    );
  }
  expect(outcomes).toEqual([...Array(10).fill('ok'), ...Array(2).fill('proof_of_work_required')]);
  const worked = { clientKey, altcha: solvedPuzzle };
  const { email: other } = await world.newFirm();
  expect(await ask(other, worked)).toBeDefined();
  for (let round = 0; round < 47; round += 1) await ask('x@musterhaus.example', worked);
  await expect(ask(other, worked)).rejects.toMatchObject({ code: 'rate_limited' });
});

test('V2: another firm’s rows are out of reach, and old links are forgotten', async () => {
  const { owner, email } = await world.newFirm();
  const foreign = await world.newFirm();
  await ask(email);
  const rows = (firmId: string) =>
    world.database.inFirm(firmId, (tx) => tx.selectFrom('password_resets').select('id').execute());
  expect(await rows(foreign.owner.firmId)).toEqual([]);
  expect(await rows(owner.firmId)).toHaveLength(1);
  world.passTime(26 * 3600);
  await world.accounts.forgetOldPasswordResets(owner.firmId);
  expect(await rows(owner.firmId)).toEqual([]);
  expect(goodPassword).not.toBe(newPassword);
});

test('X2: asked for and used, both stand in the protocol', async () => {
  const { email, firmId } = await world.newFirm();
  await world.accounts.resetPassword((await ask(email)) ?? '', newPassword);
  const rows = await world.database.inFirm(firmId, (tx) => tx.selectFrom('events').select('kind').execute());
  const kinds = rows.map(({ kind }) => kind);
  for (const kind of ['password-reset-asked', 'password-reset']) expect(kinds).toContain(kind);
});

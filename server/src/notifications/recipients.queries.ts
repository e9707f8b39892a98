import type { FirmTransaction } from '../db/database.ts';

/** The firm's name, its own address for notices (a list, perhaps empty) and its active staff, owners first. */
export type FirmContacts = { name: string; notifyEmail: string; staff: string[]; owners: string[] };

/** @param dropoffId what the mail is about: its profile may have addresses of its own */
export async function findFirmContacts(tx: FirmTransaction, firmId: string, dropoffId?: string): Promise<FirmContacts> {
  const firm = await tx
    .selectFrom('firms')
    .select(['name', 'notify_email'])
    .where('id', '=', firmId)
    .executeTakeFirstOrThrow();
  const profile =
    dropoffId === undefined
      ? undefined
      : await tx
          .selectFrom('dropoffs as d')
          .innerJoin('profiles as p', 'p.id', 'd.profile_id')
          .select('p.notify_email')
          .where('d.id', '=', dropoffId)
          .executeTakeFirst();
  const staff = await tx
    .selectFrom('accounts')
    .select(['email', 'role'])
    .where('firm_id', '=', firmId)
    .where('deactivated_at', 'is', null)
    .orderBy((eb) => eb('role', '=', 'owner'), 'desc')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return {
    name: firm.name,
    notifyEmail: profile?.notify_email || firm.notify_email,
    staff: staff.map(({ email }) => email),
    owners: staff.filter(({ role }) => role === 'owner').map(({ email }) => email),
  };
}

import type { FirmTransaction } from '../db/database.ts';

/** The firm's name, its own address for notices (a list, perhaps empty) and its active staff, owners first. */
export type FirmContacts = { name: string; notifyEmail: string; staff: string[]; owners: string[] };

export async function findFirmContacts(tx: FirmTransaction, firmId: string): Promise<FirmContacts> {
  const firm = await tx
    .selectFrom('firms')
    .select(['name', 'notify_email'])
    .where('id', '=', firmId)
    .executeTakeFirstOrThrow();
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
    notifyEmail: firm.notify_email,
    staff: staff.map(({ email }) => email),
    owners: staff.filter(({ role }) => role === 'owner').map(({ email }) => email),
  };
}

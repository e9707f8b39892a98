/** Who acts. Made by a door from a session, a token or a job; the first argument of every verb. */
export type StaffActor = {
  kind: 'staff';
  firmId: string;
  accountId: string;
  role: 'owner' | 'agent';
  sessionId: string;
};
/** `tokenHash` (SHA-256, hex) is what the database shows an intake process this one drop-off for. */
export type SubmitterActor = { kind: 'submitter'; firmId: string; dropoffId: string; tokenHash?: string };
/** A job of the house itself; `task` names it in the protocol. */
export type SystemActor = { kind: 'system'; firmId: string; task: string };
/** Somebody without a session or token, already tied to a firm by the page they are on. */
export type AnonymousActor = { kind: 'anonymous'; firmId: string };

export type Actor = StaffActor | SubmitterActor | SystemActor | AnonymousActor;

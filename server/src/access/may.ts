import { NotAllowed, NotFound } from '../errors.ts';
import type { Actor } from '../actor.ts';

/**
 * What is acted upon. `firmId` is always asked; `dropoffId` ties files and uploads to the drop-off whose token opens
 * them; `accountId` says whose account, session or second factor it is.
 */
export type Resource = { kind: ResourceKind; firmId: string; dropoffId?: string; accountId?: string };

export type ResourceKind = keyof typeof table;
export type Verb =
  | 'read'
  | 'list'
  | 'create'
  | 'change'
  | 'import'
  | 'identify'
  | 'submit'
  | 'close'
  | 'erase'
  | 'release'
  | 'revoke';

/** Who may: a role of staff, another kind of actor, or `self`: the account the thing belongs to. */
type Who = 'owner' | 'agent' | 'submitter' | 'system' | 'anonymous' | 'self';

const staff: Who[] = ['owner', 'agent'];

/** The one table of rights. What is not listed is refused. A submitter only ever means the submitter of that drop-off. */
const table = {
  firm: { read: ['owner', 'agent', 'submitter', 'system', 'anonymous'], change: ['owner'] },
  settings: { read: ['owner'], change: ['owner'] },
  profile: { list: staff, create: ['owner'], change: ['owner'] },
  customer: {
    identify: ['anonymous'],
    read: [...staff, 'system'],
    list: staff,
    create: staff,
    change: staff,
    import: staff,
  },
  dropoff: {
    create: ['anonymous'],
    read: [...staff, 'submitter', 'system'],
    list: [...staff, 'system'],
    change: ['submitter'],
    submit: ['submitter'],
    close: staff,
    erase: ['system'],
  },
  upload: {
    create: ['submitter'],
    read: [...staff, 'submitter', 'system'],
    list: [...staff, 'submitter', 'system'],
    change: ['submitter'],
    erase: ['submitter', 'system'],
  },
  file: { read: [...staff, 'system'], list: [...staff, 'submitter', 'system'], erase: ['system'] },
  /** A file in which the virus scanner has found something: what it is called, and what becomes of it. */
  quarantine: { read: ['owner'], erase: ['owner'], release: ['owner'] },
  scanner: { read: staff },
  receipt: { read: [...staff, 'submitter', 'system'], create: ['submitter'] },
  /** What happened in the firm; agents see what happened to drop-offs, their sender who had to do with the own one. */
  event: { list: ['owner'] },
  dropoffEvent: { list: staff },
  access: { list: ['submitter'] },
  certificate: { read: [...staff, 'submitter', 'system'] },
  retention: { read: staff, change: ['owner'] },
  hold: { list: staff, create: ['owner'], revoke: ['owner'] },
  /** Asking customers for files; and whether there is a processing agreement with them, which their senders may ask for. */
  request: { list: staff, create: staff, revoke: staff },
  agreement: { list: staff, change: staff, read: ['submitter'], create: ['submitter'] },
  /** What came by the contact form. */
  message: { create: ['anonymous', 'submitter'], list: staff, read: staff, close: staff, erase: ['system'] },
  team: { list: ['owner'], change: ['owner'] },
  invitation: { create: ['owner'], list: ['owner'], revoke: ['owner'] },
  account: { read: ['self'], change: ['self'] },
  /** Keys for SFTP. */
  sshKey: { list: ['self'], create: ['self'], revoke: ['self'] },
  session: { list: ['self'], revoke: ['self'] },
} satisfies Record<string, Partial<Record<Verb, Who[]>>>;

/** Whether the actor may. */
export function may(actor: Actor, verb: Verb, resource: Resource): boolean {
  if (!concerns(actor, resource)) return false;
  const who: Who[] = (table[resource.kind] as Partial<Record<Verb, Who[]>>)[verb] ?? [];
  return who.some((one) => is(actor, one, resource));
}

/**
 * Throws unless the actor may: NotFound for what is foreign or hidden from it, NotAllowed for what it knows of but may
 * not touch (staff, within their own firm).
 */
export function assertMay(actor: Actor, verb: Verb, resource: Resource): void {
  if (may(actor, verb, resource)) return;
  if (actor.kind === 'staff' && concerns(actor, resource)) {
    throw new NotAllowed('not_allowed', 'You are not allowed to do this.');
  }
  throw new NotFound();
}

/** Same firm; a submitter only within its own drop-off; things of an account only for that account. */
function concerns(actor: Actor, resource: Resource): boolean {
  if (actor.firmId !== resource.firmId) return false;
  if (actor.kind === 'submitter' && resource.kind !== 'firm') return actor.dropoffId === resource.dropoffId;
  if (actor.kind === 'staff' && resource.accountId !== undefined) return actor.accountId === resource.accountId;
  return true;
}

function is(actor: Actor, who: Who, resource: Resource): boolean {
  if (who === 'self') return actor.kind === 'staff' && resource.accountId === actor.accountId;
  return actor.kind === 'staff' ? actor.role === who : actor.kind === who;
}

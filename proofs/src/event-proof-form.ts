import type { EventProof, LoggedEvent } from './event-entry.ts';

/** Whether it has the members of an event's proof; not whether they are true. */
export function isEventProof(value: unknown): value is EventProof {
  if (!isObject(value) || !isObject(value['leaf'])) return false;
  const { salt, data, event } = value['leaf'];
  return (
    typeof salt === 'string' &&
    /^[A-Za-z0-9+/]{43}=$/.test(salt) &&
    [data, value['proof'], value['verifierKey']].every((text) => typeof text === 'string') &&
    isLoggedEvent(event)
  );
}

/** A proof that is there in part proves nothing, and is not the same as none. */
export function hasPartOfProof(value: object): boolean {
  return ['leaf', 'proof', 'verifierKey'].some((member) => member in value);
}

export function isLoggedEvent(event: unknown): event is LoggedEvent {
  return (
    isObject(event) &&
    Number.isSafeInteger(event['id']) &&
    [event['firm'], event['at'], event['kind']].every((text) => typeof text === 'string') &&
    [event['actor'], event['subject']].every((who) => isObject(who) && typeof who['kind'] === 'string') &&
    isObject(event['details'])
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

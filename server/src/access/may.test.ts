import { describe, expect, test } from 'vitest';

import type { Actor } from '../actor.ts';
import { assertMay, may, type Resource, type Verb } from './may.ts';

const staff = (role: 'owner' | 'agent', firmId = 'ours'): Actor => ({
  kind: 'staff',
  firmId,
  accountId: `${role} of ${firmId}`,
  role,
  sessionId: 's',
});
const submitter: Actor = { kind: 'submitter', firmId: 'ours', dropoffId: 'd1' };
const anonymous: Actor = { kind: 'anonymous', firmId: 'ours' };
const system: Actor = { kind: 'system', firmId: 'ours', task: 'erase' };
const inFirm = (kind: Resource['kind'], extra: Partial<Resource> = {}): Resource => ({
  kind,
  firmId: 'ours',
  ...extra,
});

function answer(actor: Actor, verb: Verb, resource: Resource): string {
  try {
    assertMay(actor, verb, resource);
    return 'may';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('who may what', () => {
  test.each<[string, Actor, Verb, Resource, string]>([
    ['an agent reads a drop-off', staff('agent'), 'read', inFirm('dropoff', { dropoffId: 'd1' }), 'may'],
    ['an agent closes a case', staff('agent'), 'close', inFirm('dropoff'), 'may'],
    ['an agent erases nothing directly', staff('agent'), 'erase', inFirm('dropoff'), 'not_allowed'],
    ['an agent changes no settings', staff('agent'), 'change', inFirm('settings'), 'not_allowed'],
    ['an owner changes settings', staff('owner'), 'change', inFirm('settings'), 'may'],
    ['an owner submits nothing', staff('owner'), 'submit', inFirm('dropoff'), 'not_allowed'],
    [
      "an owner ends a colleague's session: not there",
      staff('owner'),
      'revoke',
      inFirm('session', { accountId: 'x' }),
      'not_found',
    ],
    ['a submitter adds to the own drop-off', submitter, 'create', inFirm('upload', { dropoffId: 'd1' }), 'may'],
    [
      'a submitter does not see another drop-off',
      submitter,
      'read',
      inFirm('dropoff', { dropoffId: 'd2' }),
      'not_found',
    ],
    ['a submitter reads no file back', submitter, 'read', inFirm('file', { dropoffId: 'd1' }), 'not_found'],
    ['a submitter has no list of customers', submitter, 'list', inFirm('customer'), 'not_found'],
    ['a stranger may give a number', anonymous, 'identify', inFirm('customer'), 'may'],
    ['a stranger lists nothing', anonymous, 'list', inFirm('customer'), 'not_found'],
    ['an agent sees what keeps from erasing', staff('agent'), 'list', inFirm('hold'), 'may'],
    ['an agent places no hold', staff('agent'), 'create', inFirm('hold'), 'not_allowed'],
    ['an owner lifts a hold', staff('owner'), 'revoke', inFirm('hold'), 'may'],
    ['a submitter sees the own certificate', submitter, 'read', inFirm('certificate', { dropoffId: 'd1' }), 'may'],
    ['a submitter sees no other', submitter, 'read', inFirm('certificate', { dropoffId: 'd2' }), 'not_found'],
    ['a submitter sees no rules', submitter, 'read', inFirm('retention'), 'not_found'],
    ['the house erases what is due', system, 'erase', inFirm('dropoff'), 'may'],
    ['the house changes no team', system, 'change', inFirm('team'), 'not_found'],
  ])('%s', (_what, actor, verb, resource, expected) => {
    expect(answer(actor, verb, resource)).toBe(expected);
  });

  test('nobody of another firm may anything, and is told that nothing is there', () => {
    const kinds = [
      'firm',
      'settings',
      'customer',
      'dropoff',
      'upload',
      'file',
      'receipt',
      'certificate',
      'retention',
      'hold',
      'team',
      'invitation',
      'account',
      'session',
    ] as const;
    const verbs: Verb[] = [
      'read',
      'list',
      'create',
      'change',
      'import',
      'identify',
      'submit',
      'close',
      'erase',
      'revoke',
    ];
    for (const kind of kinds) {
      for (const verb of verbs) {
        for (const actor of [
          staff('owner', 'theirs'),
          staff('agent', 'theirs'),
          { ...submitter, firmId: 'theirs' },
          { ...anonymous, firmId: 'theirs' },
          { ...system, firmId: 'theirs' },
        ]) {
          expect(may(actor, verb, inFirm(kind, { dropoffId: 'd1' }))).toBe(false);
          expect(answer(actor, verb, inFirm(kind, { dropoffId: 'd1' }))).toBe('not_found');
        }
      }
    }
  });
});

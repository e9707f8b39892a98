import type { Static } from 'typebox';

import type { SessionView } from './account-schemas.ts';

export type SessionViewer = (
  account: Static<typeof SessionView>['account'],
  firmId: string,
  scope: 'full' | 'enrol',
) => Promise<Static<typeof SessionView>>;

/** Who is signed in, as the pages are told. */
export function createSessionViewer(deps: { firm(firmId: string): Promise<{ name: string }> }): SessionViewer {
  return async ({ id, name, email, role }, firmId, scope) => {
    return { account: { id, name, email, role }, firm: { id: firmId, name: (await deps.firm(firmId)).name }, scope };
  };
}

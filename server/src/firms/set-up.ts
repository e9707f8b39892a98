import { NotFound } from '../errors.ts';
import type { FirstOwner, Firms } from './firms.service.ts';

export type SetUpRequest = { token: string; firmName: string; ownerName: string; email: string; password: string };

/** What the operator must write down: losing the root key loses everything. */
export type RecoverySheet = { rootKeyFile: string; fingerprint: string };

export type SetUpDeps = {
  firms: Pick<Firms, 'createFirm' | 'setupNeeded'>;
  /** Compares with the one-time token that was printed at start, in constant time. */
  verifyToken(token: string): boolean;
  recoverySheet: RecoverySheet;
};

export type SetUp = {
  isNeeded(): Promise<boolean>;
  /**
   * Makes the first firm and its owner, once. Of two at the same time one wins.
   * @throws NotFound when a firm exists, or the token is wrong: one answer for both. InvalidInput for what was typed
   */
  completeSetup(request: SetUpRequest): Promise<{ firmId: string; ownerId: string; recoverySheet: RecoverySheet }>;
};

export function createSetUp({ firms, verifyToken, recoverySheet }: SetUpDeps): SetUp {
  return {
    isNeeded() {
      return firms.setupNeeded();
    },
    async completeSetup({ token, firmName, ownerName, email, password }) {
      if (!(await firms.setupNeeded()) || !verifyToken(token)) throw new NotFound();
      const owner: FirstOwner = { name: ownerName, email, password };
      const made = await firms.createFirm({ name: firmName, owner }, { onlyFirst: true });
      return { ...made, recoverySheet };
    },
  };
}

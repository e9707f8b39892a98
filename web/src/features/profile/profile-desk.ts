import type { Api } from '@schleuse/client/api.types';

import type { Wizard } from '../dropoff/wizard.ts';
import { createArchiveDesk } from './archive-desk.ts';
import { createForgottenSources } from './forgotten-sources.ts';
import { createLockedMemory } from './locked-memory.ts';
import type { Answers, ProfileForm } from './profile-form.ts';

export type ProfileDesk = ReturnType<typeof createProfileDesk>;

/** What a profile's page has beyond the wizard: the rows of its form, and the look into archives. */
export function createProfileDesk(api: Pick<Api, 'changeDropoff'>, form: ProfileForm) {
  return {
    form,
    archives: createArchiveDesk(),
    locked: createLockedMemory(),
    forgotten: createForgottenSources(),
    /** Rejects with ApiProblem; `onProof` hears when a proof of work begins. */
    async enter(
      wizard: Wizard,
      details: { number: string; note: string; answers: Answers },
      onProof: () => void,
    ): Promise<void> {
      const { number, note, answers } = details;
      const before = wizard.state().dropoff;
      const isSame = before?.customerNumber === number;
      const changed = JSON.stringify(form.answers()) !== JSON.stringify(answers);
      form.change(answers);
      // A new drop-off takes them along; one that is there already is told.
      if (before && isSame && changed) await api.changeDropoff(before, { note, answers });
      await wizard.enterDetails(number, note, onProof);
    },
  };
}

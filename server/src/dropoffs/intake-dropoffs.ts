import { createSubmitterFinder } from './find-submitter.ts';
import { changeChosen, describe, type Dropoffs, findReceipt, type SubmitterDeps } from './dropoffs.service.ts';
import type { DropoffsDeps } from './dropoffs-deps.ts';
import { openDropoff } from './open-dropoff.ts';
import { createPreparedContainers } from './prepared-containers.ts';
import { createSubmitDesk } from './request-submit.ts';

/** The sender's side of drop-offs. */
export type SubmitterSide = Pick<Dropoffs, 'findSubmitter' | 'open' | 'describe' | 'change' | 'submit' | 'receipt'>;

export type IntakeDropoffsDeps = Omit<SubmitterDeps, 'proveSubmission'> &
  Pick<DropoffsDeps, 'customers' | 'openings'> & {
    requests: Pick<DropoffsDeps['requests'], 'arrange'>;
    /** A drop-off was handed over: what this process still knows of it is to go. */
    finished(which: { dropoffId: string; containerId: string }): void;
  };

/** The sender's side in a process without the root key: keys come from the prepared ones, submitting is asked for. */
export function createIntakeDropoffs(given: IntakeDropoffsDeps): SubmitterSide {
  // Proofs are added where the log is kept; here a receipt is given as it stands.
  const deps = {
    ...given,
    proveSubmission: async () => undefined,
    newContainers: createPreparedContainers(given),
  };
  return {
    findSubmitter: createSubmitterFinder(deps.database, { withHash: true }),
    open: (actor, request) => openDropoff(deps, actor, request),
    describe: (actor, id) => describe(deps, actor, id),
    change: (actor, id, change) => changeChosen(deps, actor, id, change),
    submit: createSubmitDesk(given),
    receipt: (actor, id) => findReceipt(deps, actor, id),
  };
}

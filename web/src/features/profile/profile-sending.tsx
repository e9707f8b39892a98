import type { UploadQueue } from '@schleuse/client/upload-queue.types';

import { StepSending } from '../dropoff/step-sending.tsx';
import type { Wizard } from '../dropoff/wizard.ts';
import type { WizardState } from '../dropoff/wizard-state.ts';
import { ArchiveRefused } from './archive-refused.tsx';
import type { ProfileDesk } from './profile-desk.ts';
import type { Profile } from './profile-form.ts';

type ProfileSendingProps = {
  wizard: Wizard;
  state: WizardState;
  queue: UploadQueue;
  profile: Profile;
  desk: ProfileDesk;
};

/** Step 3, and what the server found when it looked into the files itself. */
export function ProfileSending(props: ProfileSendingProps) {
  const { wizard, state, queue } = props;
  if (state.submitting === 'refused' && state.problem?.code === 'archive_refused') return <ArchiveRefused {...props} />;
  return <StepSending {...{ wizard, state, queue }} />;
}

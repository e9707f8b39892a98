import type { Api } from '@schleuse/client/api.types';
import type { Receipt } from '@schleuse/proofs/receipt';

import type { SavedDropoff } from '../dropoff/saved-dropoff.ts';
import { SuccessPage } from '../dropoff/success-page.tsx';
import { PasswordNotice } from './password-notice.tsx';
import type { ProfileDesk } from './profile-desk.ts';

type ProfileDoneProps = {
  api: Api;
  receipt: Receipt;
  dropoff: SavedDropoff;
  onFinish: () => void;
  desk: ProfileDesk;
};

/** Delivered; and where an archive has a password, how that follows. */
export function ProfileDone({ api, receipt, dropoff, onFinish, desk }: ProfileDoneProps) {
  const finish = (): void => {
    desk.form.forget();
    onFinish();
  };
  return (
    <SuccessPage {...{ api, receipt, dropoff }} onFinish={finish}>
      {desk.locked.has(dropoff.id) && <PasswordNotice dropoffId={dropoff.id} />}
    </SuccessPage>
  );
}

import type { StageViews } from '../dropoff/dropoff-page.tsx';
import { ProfileDetails } from './profile-details.tsx';
import type { ProfileDesk } from './profile-desk.ts';
import { ProfileDone } from './profile-done.tsx';
import { ProfileFiles } from './profile-files.tsx';
import { ProfileSending } from './profile-sending.tsx';

/** The wizard's stages as a profile has them. */
export function createProfileViews(desk: ProfileDesk): StageViews {
  return {
    Details(props) {
      const profile = props.state.firm?.profile;
      return profile && <ProfileDetails {...props} {...{ profile, desk }} />;
    },
    Files(props) {
      const { profile } = props.firm;
      return profile && <ProfileFiles {...props} {...{ profile, desk }} />;
    },
    Sending(props) {
      const profile = props.state.firm?.profile;
      return profile && <ProfileSending {...props} {...{ profile, desk }} />;
    },
    Done: (props) => <ProfileDone {...props} desk={desk} />,
  };
}

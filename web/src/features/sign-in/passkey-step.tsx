import { useState } from 'react';

import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Stack } from '../../ui/stack.tsx';
import { StatusArea } from '../../ui/status-area.tsx';
import { PasskeyButton } from './passkey-button.tsx';
import { confirmWithPasskey, type Credentials, type Session } from './session.queries.ts';
import { signInWords } from './sign-in.words.ts';

type PasskeyStepProps = {
  credentials: Credentials;
  onSignedIn: (session: Session) => void;
  /** Another way: a code of the app, or a recovery code. */
  onCode: () => void;
  onBack: () => void;
};

/** The second factor of an account with a passkey. */
export function PasskeyStep({ credentials, onSignedIn, onCode, onBack }: PasskeyStepProps) {
  const t = useWords(signInWords);
  const [proving, setProving] = useState(false);
  const ask = () => confirmWithPasskey(credentials, () => setProving(true)).finally(() => setProving(false));
  return (
    <Stack gap="large">
      <PageHeading takesFocus>{t.passkeyTitle}</PageHeading>
      <p>{t.passkeyText}</p>
      <PasskeyButton label={t.usePasskey} look="primary" ask={ask} onSignedIn={onSignedIn} />
      <StatusArea>{proving && <p>{t.proving}</p>}</StatusArea>
      <Stack row>
        <Button onClick={onBack}>{t.back}</Button>
        <Button look="quiet" onClick={onCode}>
          {t.useCodeInstead}
        </Button>
      </Stack>
    </Stack>
  );
}

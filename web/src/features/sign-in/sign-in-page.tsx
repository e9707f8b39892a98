import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

import { fetchFirm } from '../../api/firm.ts';
import { hasPasskeys } from '../../api/passkeys.ts';
import { OfflineNotice } from '../../app/connection-notices.tsx';
import { safeReturnAddress } from '../../app/return-address.ts';
import { changeSession } from '../../app/session-changes.ts';
import { usePageTitle } from '../../app/use-page-title.ts';
import { useWords } from '../../i18n/use-words.ts';
import { PageFrame } from '../../ui/page-frame.tsx';
import { CodeForm } from './code-form.tsx';
import { EnrolStep } from './enrol-step.tsx';
import { PasskeyStep } from './passkey-step.tsx';
import { PasswordForm } from './password-form.tsx';
import { type Credentials, type Method, type Session, sessionQuery } from './session.queries.ts';
import { signInWords } from './sign-in.words.ts';

/** The password was right, and a second factor is asked for. */
type Half = { credentials: Credentials; methods: readonly Method[]; way: 'passkey' | 'code' };

/** Password, then the passkey or code if the account has one; set-up of the second factor where the firm requires it. */
export function SignInPage() {
  const t = useWords(signInWords);
  usePageTitle(t.title);
  const { zurueck } = useSearch({ from: '/anmelden' });
  const router = useRouter();
  const queryClient = useQueryClient();
  const { data: session } = useQuery(sessionQuery);
  const { data: firm, isPending } = useQuery({ queryKey: ['firm'], queryFn: () => fetchFirm(), retry: false });
  const [half, setHalf] = useState<Half>();

  // Confirming the code makes the session a full one, but the recovery codes are still to be put away.
  const [enrolling, setEnrolling] = useState(false);
  if (session?.scope === 'enrol' && !enrolling) setEnrolling(true);
  const isSignedIn = session?.scope === 'full' && !enrolling;
  useEffect(() => {
    if (isSignedIn) router.history.replace(safeReturnAddress(zurueck));
  }, [isSignedIn, router, zurueck]);

  const begin = (begun: Session) => changeSession(queryClient, begun);

  return (
    <PageFrame brand={firm?.name ?? (isPending ? '\u00a0' : 'Schleuse')}>
      <OfflineNotice />
      {session && enrolling ? (
        <EnrolStep session={session} onDone={() => setEnrolling(false)} />
      ) : half?.way === 'passkey' ? (
        <PasskeyStep
          credentials={half.credentials}
          onSignedIn={begin}
          onCode={() => setHalf({ ...half, way: 'code' })}
          onBack={() => setHalf(undefined)}
        />
      ) : half ? (
        <CodeForm
          credentials={half.credentials}
          hasApp={half.methods.includes('totp')}
          onSignedIn={begin}
          onBack={() => setHalf(undefined)}
        />
      ) : (
        <PasswordForm
          onSignedIn={begin}
          onCodeNeeded={(credentials, methods) =>
            setHalf({ credentials, methods, way: hasPasskeys() && methods.includes('passkey') ? 'passkey' : 'code' })
          }
        />
      )}
    </PageFrame>
  );
}

import { useMutation, useQueryClient } from '@tanstack/react-query';

import { ProblemNotice } from '../../app/problem-notice.tsx';
import { changeSession } from '../../app/session-changes.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Stack } from '../../ui/stack.tsx';
import { TotpBegin } from '../account/totp-begin.tsx';
import { sessionQuery, signOut, type Session } from './session.queries.ts';
import { signInWords } from './sign-in.words.ts';

/** The firm requires a second factor and this account has none: it is set up before anything else. */
export function EnrolStep({ session, onDone }: { session: Session; onDone: () => void }) {
  const t = useWords(signInWords);
  const queryClient = useQueryClient();
  const leaving = useMutation({
    mutationFn: signOut,
    onSuccess: () => {
      changeSession(queryClient, null);
      onDone();
    },
  });
  const finish = async () => {
    await queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
    onDone();
  };
  return (
    <Stack gap="large">
      <PageHeading takesFocus>{t.enrolTitle}</PageHeading>
      <p>{t.enrolIntro(session.firm.name)}</p>
      <TotpBegin onDone={() => void finish()} />
      <ProblemNotice error={leaving.error} />
      <Stack row>
        <Button look="quiet" size="small" busy={leaving.isPending} onClick={() => leaving.mutate()}>
          {t.signOut}
        </Button>
      </Stack>
    </Stack>
  );
}

import { useMutation } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';

import { hasPasskeys, PasskeyNotGiven } from '../../api/passkeys.ts';
import { describeProblem, problemWords } from '../../app/problem-words.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Stack } from '../../ui/stack.tsx';
import { StatusArea } from '../../ui/status-area.tsx';
import type { Session } from './session.queries.ts';
import { signInProblems, signInWords } from './sign-in.words.ts';

type PasskeyButtonProps = {
  label: string;
  look?: 'primary' | 'secondary';
  ask: () => Promise<Session>;
  onSignedIn: (session: Session) => void;
};

/** Lets the device show its passkeys; nothing where the browser has none. */
export function PasskeyButton({ label, look = 'secondary', ask, onSignedIn }: PasskeyButtonProps) {
  const t = useWords(signInWords);
  const common = useWords(problemWords);
  const own = useWords(signInProblems);
  const { mutate, isPending, error } = useMutation({ mutationFn: ask, onSuccess: onSignedIn });
  if (!hasPasskeys()) return null;
  const said = error instanceof PasskeyNotGiven ? t.passkeyNotGiven : error && describeProblem(error, common, own).text;
  return (
    <Stack>
      <Stack row>
        <Button icon={KeyRound} look={look} busy={isPending} onClick={() => mutate()}>
          {label}
        </Button>
      </Stack>
      <StatusArea>{said && <Notice kind="warning">{said}</Notice>}</StatusArea>
    </Stack>
  );
}

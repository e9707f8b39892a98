import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router';

import { useWords } from '../i18n/use-words.ts';
import { Button } from '../ui/button.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { PageHeading } from '../ui/page-heading.tsx';
import { Stack } from '../ui/stack.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { shellWords } from './shell.words.ts';
import { usePageTitle } from './use-page-title.ts';

/** Before the first page is there; inside the shell the frame stands already. */
export function FirstPageLoading() {
  const t = useWords(shellWords);
  return (
    <PageFrame brand="Schleuse">
      <PageHeading>{t.loading}</PageHeading>
    </PageFrame>
  );
}

export function PageLoading() {
  const t = useWords(shellWords);
  return <PageHeading>{t.loading}</PageHeading>;
}

/** A page whose code or session could not be loaded. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  const t = useWords(shellWords);
  const router = useRouter();
  usePageTitle(t.failed);
  return (
    <PageFrame brand="Schleuse">
      <Stack>
        <PageHeading takesFocus>{t.failed}</PageHeading>
        <ProblemNotice error={error} />
        <Stack row>
          <Button
            look="primary"
            onClick={() => {
              reset();
              void router.invalidate();
            }}
          >
            {t.tryAgain}
          </Button>
        </Stack>
      </Stack>
    </PageFrame>
  );
}

export function PageMissing() {
  const t = useWords(shellWords);
  usePageTitle(t.missing);
  return (
    <PageFrame brand="Schleuse">
      <Stack>
        <PageHeading takesFocus>{t.missing}</PageHeading>
        <p>{t.missingText}</p>
        <p>
          <Link to="/eingang" search={{}}>
            {t.toInbox}
          </Link>
        </p>
      </Stack>
    </PageFrame>
  );
}

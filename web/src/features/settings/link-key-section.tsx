import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { ProblemNotice } from '../../app/problem-notice.tsx';
import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatTime } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { Stack } from '../../ui/stack.tsx';
import { linkKeyQuery, newLinkKey } from './link-key.queries.ts';
import { linkKeyWords } from './link-key.words.ts';
import styles from './link-key.module.css';

/** The key with which the firm's own program signs links; the private half is shown once. */
export function LinkKeySection() {
  const t = useWords(linkKeyWords);
  const language = useLanguage();
  const queryClient = useQueryClient();
  const { data, error } = useQuery(linkKeyQuery);
  const [asks, setAsks] = useState(false);
  const making = useMutation({
    mutationFn: newLinkKey,
    onSuccess: ({ publicKey, madeAt }) => queryClient.setQueryData(linkKeyQuery.queryKey, { publicKey, madeAt }),
    onSettled: () => setAsks(false),
  });
  const hasOne = data?.publicKey !== null;
  return (
    <Section title={t.title} intro={t.intro}>
      <Stack>
        <ProblemNotice error={error ?? making.error} />
        {data?.publicKey && data.madeAt && (
          <p>
            {t.made(formatTime(data.madeAt, language))} {t.publicKey}{' '}
            <code className={styles['key']}>{data.publicKey}</code>
          </p>
        )}
        {data && !hasOne && <p>{t.none}</p>}
        {data && (
          <div>
            <Button busy={making.isPending} onClick={() => (hasOne ? setAsks(true) : making.mutate())}>
              {hasOne ? t.renew : t.make}
            </Button>
          </div>
        )}
        <p>{t.how}</p>
      </Stack>
      {asks && (
        <Dialog
          title={t.renew}
          onClose={() => setAsks(false)}
          actions={
            <>
              <Button onClick={() => setAsks(false)}>{t.keep}</Button>
              <Button look="danger" busy={making.isPending} onClick={() => making.mutate()}>
                {t.renew}
              </Button>
            </>
          }
        >
          <p>{t.renewText}</p>
        </Dialog>
      )}
      {making.isSuccess && !asks && (
        <Dialog
          title={t.privateTitle}
          onClose={making.reset}
          actions={
            <>
              <CopyButton text={making.data.privateKey} label={t.privateTitle} />
              <Button look="primary" onClick={making.reset}>
                {t.done}
              </Button>
            </>
          }
        >
          <p>{t.privateText}</p>
          <pre className={styles['private']}>{making.data.privateKey}</pre>
        </Dialog>
      )}
    </Section>
  );
}

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { fileTitle } from './describe-event.ts';
import { dropoffQuery, type InboxFile } from './inbox.queries.ts';
import { EraseQuarantinedDialog, ReleaseDialog } from './quarantine-dialogs.tsx';
import { scanWords } from './scan.words.ts';
import styles from './scan-text.module.css';

/** For owners, who alone see such a file: let it out, or erase it. */
export function QuarantineActions({ dropoffId, file }: { dropoffId: string; file: InboxFile }) {
  const t = useWords(scanWords);
  const queryClient = useQueryClient();
  const [asks, setAsks] = useState<'release' | 'erase'>();
  const title = fileTitle(file);
  const close = () => setAsks(undefined);
  const done = () => {
    close();
    void queryClient.invalidateQueries({ queryKey: dropoffQuery(dropoffId).queryKey });
  };
  return (
    <span className={styles['actions']}>
      <Button size="small" onClick={() => setAsks('release')} aria-label={t.releaseFile(title)}>
        {t.release}
      </Button>
      <Button size="small" onClick={() => setAsks('erase')} aria-label={t.eraseFile(title)}>
        {t.erase}
      </Button>
      {asks === 'release' && <ReleaseDialog {...{ dropoffId, file }} onDone={done} onClose={close} />}
      {asks === 'erase' && <EraseQuarantinedDialog {...{ dropoffId, file }} onDone={done} onClose={close} />}
    </span>
  );
}

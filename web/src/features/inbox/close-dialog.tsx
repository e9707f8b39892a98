import { ProblemNotice } from '../../app/problem-notice.tsx';
import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatBytes } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { wasDownloaded } from './describe-event.ts';
import { dropoffWords } from './dropoff.words.ts';
import { holdWords } from './hold.words.ts';
import type { DropoffDetail } from './inbox.queries.ts';
import { whyKept } from './why-kept.ts';

type CloseDialogProps = {
  dropoff: DropoffDetail;
  busy: boolean;
  error: unknown;
  onConfirm: () => void;
  onCancel: () => void;
};

/** One sentence about what will be gone, and a button with that word; the safe button has the focus. */
export function CloseDialog({ dropoff, busy, error, onConfirm, onCancel }: CloseDialogProps) {
  const t = useWords(dropoffWords);
  const held = useWords(holdWords);
  const language = useLanguage();
  const { files, state, note, events, fileCount, totalBytes } = dropoff;
  const hasContents = fileCount > 0 || note !== '';
  return (
    <Dialog
      title={t.closeTitle}
      onClose={onCancel}
      actions={
        <>
          <Button onClick={onCancel}>{t.keepOpen}</Button>
          <Button look="danger" busy={busy} onClick={onConfirm}>
            {hasContents ? t.eraseForGood : t.endArriving}
          </Button>
        </>
      }
    >
      <p>{hasContents ? t.closeSentence(fileCount, formatBytes(totalBytes), note !== '') : t.closeNothing}</p>
      {state === 'open' && <Notice kind="warning">{t.stillArriving}</Notice>}
      {files.length > 0 && !wasDownloaded(events) && <Notice kind="warning">{t.neverDownloaded}</Notice>}
      <ProblemNotice error={error} own={whyKept(error, held, language)} title={t.closeFailed} />
    </Dialog>
  );
}

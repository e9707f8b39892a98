import { useMutation } from '@tanstack/react-query';

import { ProblemNotice } from '../../app/problem-notice.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { keptWords } from './holds-table.tsx';
import { type Hold, liftHold } from './retention.queries.ts';
import { retentionWords } from './retention.words.ts';

/** Lifting can erase at once, so it is asked for; the safe button has the focus. */
export function LiftDialog({ hold, onLifted, onClose }: { hold: Hold; onLifted: () => void; onClose: () => void }) {
  const t = useWords(retentionWords);
  const lifting = useMutation({ mutationFn: () => liftHold(hold.id), onSuccess: onLifted });
  return (
    <Dialog
      title={t.liftTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t.keepIt}</Button>
          <Button look="danger" busy={lifting.isPending} onClick={() => lifting.mutate()}>
            {t.lift}
          </Button>
        </>
      }
    >
      <p>{t.liftText(keptWords(hold, t))}</p>
      <ProblemNotice error={lifting.error} title={t.liftFailed} />
    </Dialog>
  );
}

import { useMutation } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';

import { ProblemNotice } from '../../app/problem-notice.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Stack } from '../../ui/stack.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { fileTitle } from './describe-event.ts';
import { eraseQuarantined, type InboxFile, releaseQuarantined } from './inbox.queries.ts';
import { scanWords } from './scan.words.ts';

type DialogProps = { dropoffId: string; file: InboxFile; onDone: () => void; onClose: () => void };

/** Opening what a virus scanner warns of is for whoever can say why. */
export function ReleaseDialog({ dropoffId, file, onDone, onClose }: DialogProps) {
  const t = useWords(scanWords);
  const form = useId();
  const [error, setError] = useState<string>();
  const releasing = useMutation({
    mutationFn: (reason: string) => releaseQuarantined(dropoffId, file.id, reason),
    onSuccess: onDone,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get('reason') ?? '').trim();
    setError(reason.length < 10 ? t.tooShort : undefined);
    if (reason.length < 10) document.getElementById('release-reason')?.focus();
    else if (!releasing.isPending) releasing.mutate(reason);
  };
  return (
    <Dialog
      title={t.releaseTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t.keep}</Button>
          <Button type="submit" form={form} look="primary" busy={releasing.isPending}>
            {t.release}
          </Button>
        </>
      }
    >
      <form noValidate id={form} onSubmit={submit}>
        <Stack>
          <p>{t.releaseText(fileTitle(file), file.finding ?? '')}</p>
          <TextArea
            id="release-reason"
            name="reason"
            label={t.releaseReason}
            hint={t.releaseHint}
            error={error}
            rows={3}
            maxLength={500}
          />
          <ProblemNotice error={releasing.error} own={t.problems} title={t.releaseFailed} />
        </Stack>
      </form>
    </Dialog>
  );
}

/** One sentence about what will be gone; the safe button has the focus. */
export function EraseQuarantinedDialog({ dropoffId, file, onDone, onClose }: DialogProps) {
  const t = useWords(scanWords);
  const erasing = useMutation({ mutationFn: () => eraseQuarantined(dropoffId, file.id), onSuccess: onDone });
  return (
    <Dialog
      title={t.eraseTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t.keep}</Button>
          <Button look="danger" busy={erasing.isPending} onClick={() => erasing.mutate()}>
            {t.eraseForGood}
          </Button>
        </>
      }
    >
      <p>{t.eraseText(fileTitle(file))}</p>
      <ProblemNotice error={erasing.error} own={t.problems} title={t.eraseFailed} />
    </Dialog>
  );
}

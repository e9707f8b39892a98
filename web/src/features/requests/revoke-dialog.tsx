import { useMutation } from '@tanstack/react-query';

import { ProblemNotice } from '../../app/problem-notice.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { revokeRequest, type FileRequest } from './requests.queries.ts';
import { requestsWords } from './requests.words.ts';

/** The link cannot be brought back, so it is asked for. */
export function RevokeDialog(props: { request: FileRequest; onRevoked: () => void; onClose: () => void }) {
  const t = useWords(requestsWords);
  const { request, onRevoked, onClose } = props;
  const revoking = useMutation({ mutationFn: () => revokeRequest(request.id), onSuccess: onRevoked });
  return (
    <Dialog
      title={t.revokeTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t.keep}</Button>
          <Button look="danger" busy={revoking.isPending} onClick={() => revoking.mutate()}>
            {t.revoke}
          </Button>
        </>
      }
    >
      <p>{t.revokeText}</p>
      <ProblemNotice error={revoking.error} title={t.revokeFailed} />
    </Dialog>
  );
}

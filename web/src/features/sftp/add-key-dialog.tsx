import { useMutation } from '@tanstack/react-query';
import { useId, useRef, useState, type FormEvent } from 'react';

import { useFieldErrors } from '../../app/use-field-errors.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { Stack } from '../../ui/stack.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { addKey } from './sftp.queries.ts';
import { sftpProblems, sftpWords } from './sftp.words.ts';

const fieldOfCode = {
  credentials_wrong: 'ssh-password',
  name_invalid: 'ssh-name',
  ssh_key_private: 'ssh-key',
  ssh_key_weak: 'ssh-key',
  ssh_key_unknown: 'ssh-key',
  ssh_key_invalid: 'ssh-key',
  ssh_key_known: 'ssh-key',
};
/** No public key is larger; what somebody picked by mistake is not read. */
const mostBytes = 16_384;

const isPrivate = (text: string): boolean => /PRIVATE KEY|^PuTTY-User-Key-File/m.test(text);

/** A public key, pasted or from a file, with a name and the password. */
export function AddKeyDialog({ onAdded, onClose }: { onAdded: () => void; onClose: () => void }) {
  const t = useWords(sftpWords);
  const formId = useId();
  const picker = useRef<HTMLInputElement>(null);
  const [publicKey, setPublicKey] = useState('');
  const words = useWords(sftpProblems);
  const problems = useFieldErrors(words, fieldOfCode);
  const adding = useMutation({ mutationFn: addKey, onSuccess: onAdded, onError: problems.showProblem });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget);
    const [name, password] = [String(entered.get('name')).trim(), String(entered.get('password'))];
    const complete = problems.check([
      // It does not leave this page.
      isPrivate(publicKey) && { field: 'ssh-key', text: words.ssh_key_private },
      publicKey.trim() === '' && { field: 'ssh-key', text: t.enterKey },
      password === '' && { field: 'ssh-password', text: t.enterPassword },
    ]);
    if (complete && !adding.isPending) adding.mutate({ publicKey, name, password });
  };
  return (
    <Dialog
      title={t.addTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" form={formId} look="primary" busy={adding.isPending}>
            {t.add}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit}>
        <Stack>
          <ErrorSummary title={t.failed} {...problems.summary} />
          <TextArea
            id="ssh-key"
            name="publicKey"
            label={t.publicKey}
            hint={t.publicKeyHint}
            error={problems.errorOf('ssh-key')}
            value={publicKey}
            rows={4}
            spellCheck={false}
            autoComplete="off"
            maxLength={mostBytes}
            onChange={(event) => setPublicKey(event.target.value)}
          />
          <input
            ref={picker}
            type="file"
            accept=".pub,.txt"
            hidden
            aria-label={t.chooseFile}
            onChange={(event) => {
              const file = event.target.files?.[0];
              event.target.value = '';
              if (file) void file.slice(0, mostBytes).text().then(setPublicKey);
            }}
          />
          <Stack row>
            <Button size="small" onClick={() => picker.current?.click()}>
              {t.chooseFile}
            </Button>
          </Stack>
          <TextField
            id="ssh-name"
            name="name"
            label={t.name}
            hint={t.nameHint}
            optional={t.optional}
            error={problems.errorOf('ssh-name')}
            maxLength={200}
            autoComplete="off"
          />
          <PasswordField
            id="ssh-password"
            name="password"
            label={t.password}
            error={problems.errorOf('ssh-password')}
            autoComplete="current-password"
          />
        </Stack>
      </form>
    </Dialog>
  );
}

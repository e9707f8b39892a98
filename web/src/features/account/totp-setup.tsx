import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

import { useFieldErrors } from '../../app/use-field-errors.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { confirmTotp, sessionsQuery, type TotpSecret } from './account.queries.ts';
import { credentialProblems } from './account.words.ts';
import { QrCode } from './qr-code.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { totpSetupWords } from './totp-setup.words.ts';
import styles from './totp-setup.module.css';

type TotpSetupProps = {
  /** What the server made for this visit. */
  setup: TotpSecret;
  /** Called when the codes are put away. */
  onDone: () => void;
  /** Left out where there is no way around it. */
  onCancel?: () => void;
};

/** Sets up one-time codes in three steps on one page, then shows the recovery codes once. */
export function TotpSetup({ setup, onDone, onCancel }: TotpSetupProps) {
  const t = useWords(totpSetupWords);
  const [recoveryCodes, setRecoveryCodes] = useState<string[]>();
  if (recoveryCodes) return <RecoveryCodes codes={recoveryCodes} onDone={onDone} />;
  const { secret, uri } = setup;
  return (
    <ol className={styles['steps']}>
      <li>{t.stepApp}</li>
      <li>
        {t.stepScan}
        <div className={styles['scan']}>
          <QrCode text={uri} label={t.qrLabel} />
          <div className={styles['byHand']}>
            <p>{t.orType}</p>
            <p>
              <code className={styles['secret']} data-testid="totp-secret">
                {secret.match(/.{1,4}/g)?.join(' ')}
              </code>
            </p>
            <CopyButton text={secret} label={t.secretLabel} />
            <a href={uri}>{t.openApp}</a>
          </div>
        </div>
      </li>
      <li>
        {t.stepCode}
        <ConfirmForm onConfirmed={setRecoveryCodes} onCancel={onCancel} />
      </li>
    </ol>
  );
}

type ConfirmFormProps = { onConfirmed: (codes: string[]) => void; onCancel: (() => void) | undefined };

function ConfirmForm({ onConfirmed, onCancel }: ConfirmFormProps) {
  const t = useWords(totpSetupWords);
  const queryClient = useQueryClient();
  const problems = useFieldErrors(useWords(credentialProblems), { code_wrong: 'totp-code' });
  const confirming = useMutation({
    mutationFn: confirmTotp,
    onSuccess: ({ recoveryCodes }) => {
      onConfirmed(recoveryCodes);
      // The server has ended the other sessions.
      void queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey });
    },
    onError: (error) => {
      problems.showProblem(error);
      document.getElementById('totp-code')?.focus();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get('code')).replace(/\s/g, '');
    if (problems.check([!/^\d{6}$/.test(code) && { field: 'totp-code', text: t.enterCode }])) confirming.mutate(code);
    else document.getElementById('totp-code')?.focus();
  };
  return (
    <form noValidate onSubmit={submit} className={styles['form']}>
      <TextField
        id="totp-code"
        name="code"
        label={t.code}
        error={problems.summary.errors[0]?.text}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={9}
        width="short"
      />
      <div className={styles['actions']}>
        <Button type="submit" look="primary" busy={confirming.isPending}>
          {t.confirm}
        </Button>
        {onCancel && <Button onClick={onCancel}>{t.cancel}</Button>}
      </div>
    </form>
  );
}

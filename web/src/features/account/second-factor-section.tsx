import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ShieldCheck, ShieldOff } from 'lucide-react';

import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Stack } from '../../ui/stack.tsx';
import { Tag } from '../../ui/tag.tsx';
import {
  accountQuery,
  removeTotp,
  renewRecoveryCodes,
  startTotp,
  type Account,
  type TotpSecret,
} from './account.queries.ts';
import { accountWords } from './account.words.ts';
import { PasswordDialog } from './password-dialog.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { TotpSetup } from './totp-setup.tsx';
import { StatusArea } from '../../ui/status-area.tsx';

type Doing =
  | { kind: 'none' }
  | { kind: 'begin' }
  | { kind: 'set-up'; setup: TotpSecret }
  | { kind: 'remove' }
  | { kind: 'renew' }
  | { kind: 'codes'; codes: string[] };

/** Second factor on or off, and the recovery codes that go with it. */
export function SecondFactorSection({ account }: { account: Account }) {
  const t = useWords(accountWords);
  const queryClient = useQueryClient();
  const [doing, setDoing] = useState<Doing>({ kind: 'none' });
  const finish = async () => {
    setDoing({ kind: 'none' });
    await queryClient.invalidateQueries({ queryKey: accountQuery.queryKey });
  };
  const beginning = useMutation({
    mutationFn: startTotp,
    onSuccess: (setup) => setDoing({ kind: 'set-up', setup }),
  });
  const removing = useMutation({ mutationFn: removeTotp, onSuccess: finish });
  const renewing = useMutation({
    mutationFn: renewRecoveryCodes,
    onSuccess: ({ recoveryCodes }) => setDoing({ kind: 'codes', codes: recoveryCodes }),
  });

  const hasCodes = account.totp || account.passkeys > 0;
  if (doing.kind === 'set-up') {
    return <TotpSetup setup={doing.setup} onDone={() => void finish()} onCancel={() => setDoing({ kind: 'none' })} />;
  }
  if (doing.kind === 'codes') return <RecoveryCodes codes={doing.codes} onDone={() => void finish()} />;
  return (
    <Stack>
      <p>
        {hasCodes ? (
          <Tag tone="good" icon={ShieldCheck}>
            {account.totp ? t.totpOn : t.passkeyOn}
          </Tag>
        ) : (
          <Tag icon={ShieldOff}>{t.totpOff}</Tag>
        )}
      </p>
      <p>{account.totp ? t.totpOnText : hasCodes ? t.passkeyOnText : t.totpOffText}</p>
      <StatusArea>{removing.isSuccess && !account.totp && <Notice kind="good">{t.totpRemoved}</Notice>}</StatusArea>
      {hasCodes && (
        <>
          <h3>{t.codesTitle}</h3>
          <p>{t.codesLeft(account.recoveryCodesLeft)}</p>
          {account.recoveryCodesLeft < 4 && <Notice kind="warning">{t.codesFew}</Notice>}
        </>
      )}
      <Stack row gap="small">
        {hasCodes && <Button onClick={() => setDoing({ kind: 'renew' })}>{t.renewCodes}</Button>}
        {account.totp ? (
          <Button look="quiet" onClick={() => setDoing({ kind: 'remove' })}>
            {t.removeTotp}
          </Button>
        ) : (
          <Button onClick={() => setDoing({ kind: 'begin' })}>{hasCodes ? t.addTotp : t.setUpTotp}</Button>
        )}
      </Stack>
      {doing.kind === 'begin' && (
        <PasswordDialog
          title={t.setUpTotp}
          text={t.setUpTotpText}
          action={t.goOn}
          busy={beginning.isPending}
          error={beginning.error}
          onConfirm={beginning.mutate}
          onClose={() => setDoing({ kind: 'none' })}
        />
      )}
      {doing.kind === 'remove' && (
        <PasswordDialog
          title={t.removeTotpTitle}
          text={account.passkeys > 0 ? t.removeTotpBesidePasskey : t.removeTotpText}
          action={t.removeTotp}
          isDanger
          busy={removing.isPending}
          error={removing.error}
          onConfirm={removing.mutate}
          onClose={() => setDoing({ kind: 'none' })}
        />
      )}
      {doing.kind === 'renew' && (
        <PasswordDialog
          title={t.renewCodesTitle}
          text={t.renewCodesText}
          action={t.renewCodes}
          busy={renewing.isPending}
          error={renewing.error}
          onConfirm={renewing.mutate}
          onClose={() => setDoing({ kind: 'none' })}
        />
      )}
    </Stack>
  );
}

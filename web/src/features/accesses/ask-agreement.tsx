import { useEffect, useState } from 'react';

import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Stack } from '../../ui/stack.tsx';
import { StatusArea } from '../../ui/status-area.tsx';
import { type AccessKey, agreementState, type AgreementState } from './accesses.ts';
import { accessWords } from './words.ts';

/** The sender's wish for a processing agreement, and what the firm's register says. Nothing where it cannot be asked. */
export function AskAgreement({ of: key }: { of: AccessKey }) {
  const t = useWords(accessWords);
  const [state, setState] = useState<AgreementState>();
  const [asking, setAsking] = useState<'no' | 'running' | 'failed'>('no');
  useEffect(() => {
    agreementState(key, 'GET').then(setState, () => undefined);
  }, [key]);

  async function ask(): Promise<void> {
    setAsking('running');
    try {
      setState(await agreementState(key, 'POST'));
      setAsking('no');
    } catch {
      setAsking('failed');
    }
  }

  if (!state) return null;
  return (
    <section aria-labelledby="agreement-title">
      <Stack>
        <h2 id="agreement-title">{t.agreementTitle}</h2>
        <StatusArea>
          <p>{t.agreements[state]}</p>
          {asking === 'failed' && <Notice kind="bad">{t.askFailed}</Notice>}
        </StatusArea>
        {state === 'none' && (
          <Stack row>
            <Button busy={asking === 'running'} onClick={() => void ask()}>
              {t.askAgreement}
            </Button>
          </Stack>
        )}
      </Stack>
    </section>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Download, Printer } from 'lucide-react';
import { useState } from 'react';

import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { formatDate } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Stack } from '../../ui/stack.tsx';
import { sessionQuery } from '../sign-in/session.queries.ts';
import { totpSetupWords } from './totp-setup.words.ts';
import styles from './recovery-codes.module.css';

/** The codes, once; they can be copied, saved and printed, and only a tick leads on. */
export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const t = useWords(totpSetupWords);
  const language = useLanguage();
  const { data: session } = useQuery(sessionQuery);
  const [kept, setKept] = useState(false);
  const [missed, setMissed] = useState(false);
  const [madeAt] = useState(() => new Date());
  const title = t.fileTitle(session?.account.email ?? '', formatDate(madeAt, language));
  return (
    <Stack>
      <h2 data-print-alone>{t.codesTitle}</h2>
      <Notice kind="warning" title={t.codesWarning}>
        <p>{t.codesText}</p>
      </Notice>
      <p className={styles['printed']}>{title}</p>
      <ul className={styles['codes']} aria-label={t.codesLabel}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <Stack row gap="small">
        <CopyButton text={codes.join('\n')} label={t.codesLabel} />
        <Button size="small" icon={Download} onClick={() => saveText(t.fileName, `${title}\n\n${codes.join('\n')}\n`)}>
          {t.download}
        </Button>
        <Button size="small" icon={Printer} onClick={() => window.print()}>
          {t.print}
        </Button>
      </Stack>
      <div className={styles['onScreen']}>
        <Checkbox
          label={t.kept}
          checked={kept}
          error={missed && !kept ? t.tickKept : undefined}
          onChange={(event) => setKept(event.target.checked)}
        />
      </div>
      <Stack row>
        <Button look="primary" onClick={() => (kept ? onDone() : setMissed(true))}>
          {t.done}
        </Button>
      </Stack>
    </Stack>
  );
}

function saveText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text.replaceAll('\n', '\r\n')], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

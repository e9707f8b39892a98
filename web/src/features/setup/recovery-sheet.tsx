import { Printer } from 'lucide-react';
import { useState } from 'react';

import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { formatTime } from '../../ui/format.ts';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Stack } from '../../ui/stack.tsx';
import type { RecoverySheetFacts } from './setup-form.tsx';
import { setupWords } from './words.ts';
import styles from './recovery-sheet.module.css';

/** What must be kept outside the server, on one printed page. The key itself is never shown. */
export function RecoverySheet({ firmName, sheet }: { firmName: string; sheet: RecoverySheetFacts }) {
  const t = useWords(setupWords);
  const language = useLanguage();
  const [created] = useState(() => new Date());
  const facts = [
    [t.done.firm, firmName],
    [t.done.address, location.origin],
    [t.done.created, formatTime(created, language)],
    [t.done.file, sheet.rootKeyFile],
    [t.done.fingerprint, sheet.fingerprint],
  ];
  return (
    <Stack gap="large">
      <div className={styles['screen']}>
        <PageHeading takesFocus>{t.done.title}</PageHeading>
      </div>
      <section className={styles['sheet']}>
        <h2>{t.done.sheetTitle}</h2>
        <p>{t.done.why}</p>
        <dl className={styles['facts']}>
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <h3>{t.done.stepsTitle}</h3>
        <ol className={styles['steps']}>
          {t.done.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <dl className={styles['byHand']}>
          {[1, 2].map((copy) => (
            <div key={copy}>
              <dt>
                {copy}. {t.done.keptWhere}
              </dt>
              <dd />
              <dt>{t.done.keptBy}</dt>
              <dd />
            </div>
          ))}
        </dl>
      </section>
      <Stack row>
        <Button look="primary" icon={Printer} onClick={() => window.print()}>
          {t.done.print}
        </Button>
        <LinkButton href="/eingang">{t.done.go}</LinkButton>
      </Stack>
    </Stack>
  );
}

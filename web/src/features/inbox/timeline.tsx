import { useState } from 'react';

import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { ExactTime } from '../../ui/exact-time.tsx';
import { gatherEntries } from './describe-event.ts';
import type { DropoffDetail } from './inbox.queries.ts';
import { timelineWords } from './timeline.words.ts';
import styles from './timeline.module.css';

const shownAtFirst = 20;

/** What happened to a drop-off, the latest on top. */
export function Timeline({ dropoff }: { dropoff: DropoffDetail }) {
  const t = useWords(timelineWords);
  const language = useLanguage();
  const [all, setAll] = useState(false);
  const entries = gatherEntries(dropoff.events, { words: t, language, files: dropoff.files }).toReversed();
  const shown = all ? entries : entries.slice(0, shownAtFirst);
  return (
    <section aria-labelledby="timeline-title" className={styles['section']}>
      <h2 id="timeline-title">{t.title}</h2>
      <ol className={styles['list']} reversed>
        {shown.map((entry) => (
          <li key={`${entry.at} ${entry.text}`} className={styles['entry']}>
            <span className={styles['time']}>
              <ExactTime at={entry.at} />
            </span>
            <span>
              {entry.text}
              {entry.times > 1 && ` (${t.times(entry.times)})`}
            </span>
          </li>
        ))}
      </ol>
      {shown.length < entries.length && (
        <div>
          <Button size="small" onClick={() => setAll(true)}>
            {t.showAll(entries.length)}
          </Button>
        </div>
      )}
    </section>
  );
}

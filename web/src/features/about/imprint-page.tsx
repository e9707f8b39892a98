import { useWords } from '../../i18n/use-words.ts';
import { AboutPage } from './about-page.tsx';
import { aboutWords } from './words.ts';
import styles from './imprint-page.module.css';

/** Who runs this installation, in the firm's own words. */
export function ImprintPage() {
  const t = useWords(aboutWords).imprint;
  return (
    <AboutPage title={t.title}>
      {(firm) => (
        <>
          <p>
            {t.firm} <strong>{firm.name}</strong>
          </p>
          <p className={styles['text']}>{firm.imprint.trim() || t.none}</p>
        </>
      )}
    </AboutPage>
  );
}

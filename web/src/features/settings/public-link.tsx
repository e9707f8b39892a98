import { useWords } from '../../i18n/use-words.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { settingsWords } from './settings.words.ts';
import styles from './public-link.module.css';

/** The address customers get, to read and to copy. */
export function PublicLink() {
  const t = useWords(settingsWords);
  const address = `${window.location.origin}/einsenden`;
  return (
    <div className={styles['link']}>
      <a href={address} target="_blank" rel="noreferrer">
        {address}
      </a>
      <CopyButton text={address} label={t.publicLink} />
    </div>
  );
}

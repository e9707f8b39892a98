import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import type { SavedDropoff } from './saved-dropoff.ts';
import { words } from './words.ts';
import styles from './recipient-card.module.css';

/** "Sie senden für: Ev. Kirchengem… Dortm…": enough of the name to notice a wrong number. */
export function RecipientCard({ dropoff, onChange }: { dropoff: SavedDropoff; onChange: () => void }) {
  const t = useWords(words);
  return (
    <div className={styles['card']}>
      <p className={styles['who']}>
        {t.files.sendingFor} <strong>{dropoff.customerHint}</strong>
        <span className={styles['number']}>{t.files.numberIs(dropoff.customerNumber)}</span>
      </p>
      <Button look="quiet" size="small" onClick={onChange}>
        {t.files.wrongNumber}
      </Button>
    </div>
  );
}

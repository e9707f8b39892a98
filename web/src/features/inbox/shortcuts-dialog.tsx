import { useStore } from '../../app/store.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { shortcutWords } from './shortcuts.words.ts';
import { chooseLetterShortcuts, letterShortcuts } from './use-shortcuts.ts';
import styles from './shortcuts-dialog.module.css';

/** All keys of inbox and drop-off, and the switch for those that are single letters. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const t = useWords(shortcutWords);
  const on = useStore(letterShortcuts);
  return (
    <Dialog
      title={t.title}
      onClose={onClose}
      actions={
        <Button look="primary" onClick={onClose}>
          {t.close}
        </Button>
      }
    >
      <dl className={styles['keys']}>
        {t.rows.split('\n').map((row) => {
          const [keys = '', text = ''] = row.split(' = ');
          return (
            <div key={row} className={styles['row']}>
              <dt>
                {keys.split(' ').map((key) => (
                  <kbd key={key} className={styles['key']}>
                    {key}
                  </kbd>
                ))}
              </dt>
              <dd>{text}</dd>
            </div>
          );
        })}
      </dl>
      <Checkbox
        label={t.letters}
        hint={t.lettersHint}
        checked={on}
        onChange={(event) => chooseLetterShortcuts(event.target.checked)}
      />
    </Dialog>
  );
}

import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { linkOf } from './requests.queries.ts';
import { requestsWords } from './requests.words.ts';
import styles from './requests.module.css';

/** The link, this once: the server keeps only a hash of its secret. */
export function RequestLinkDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const t = useWords(requestsWords);
  const link = linkOf(secret);
  return (
    <Dialog
      title={t.linkTitle}
      onClose={onClose}
      actions={
        <>
          <CopyButton text={link} label={t.link} />
          <Button look="primary" onClick={onClose}>
            {t.done}
          </Button>
        </>
      }
    >
      <p>{t.linkText}</p>
      <p className={styles['link']}>
        <code>{link}</code>
      </p>
    </Dialog>
  );
}

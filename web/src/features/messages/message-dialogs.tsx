import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Stack } from '../../ui/stack.tsx';
import type { Message, MessageContents } from './messages.queries.ts';
import { messagesWords } from './messages.words.ts';
import styles from './messages.module.css';

type RevealDialogProps = { busy: boolean; onReveal: () => void; onClose: () => void };

/** It cannot be undone, so it is asked first. */
export function RevealDialog({ busy, onReveal, onClose }: RevealDialogProps) {
  const t = useWords(messagesWords);
  return (
    <Dialog
      title={t.revealTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button look="primary" busy={busy} onClick={onReveal}>
            {t.revealNow}
          </Button>
        </>
      }
    >
      <p>{t.revealText}</p>
    </Dialog>
  );
}

/** Erasing what nobody may have read yet is asked first, too. */
export function CloseDialog({ busy, onErase, onClose }: { busy: boolean; onErase: () => void; onClose: () => void }) {
  const t = useWords(messagesWords);
  return (
    <Dialog
      title={t.closeTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button look="primary" busy={busy} onClick={onErase}>
            {t.closeNow}
          </Button>
        </>
      }
    >
      <p>{t.closeText}</p>
    </Dialog>
  );
}

const stay = (): void => undefined;

type ContentsDialogProps = { kind: Message['kind']; contents: MessageContents; onClose: () => void };

/** What was written, with whom to answer. */
export function ContentsDialog({ kind, contents, onClose }: ContentsDialogProps) {
  const t = useWords(messagesWords);
  const { text, name, contact } = contents;
  const isPassword = kind === 'password';
  return (
    <Dialog
      title={isPassword ? t.passwordTitle : t.messageTitle}
      // A password that is gone everywhere else is not put away by a press beside it.
      onClose={isPassword ? stay : onClose}
      actions={<Button onClick={onClose}>{t.shut}</Button>}
    >
      <Stack>
        {isPassword && <Notice kind="warning">{t.passwordGone}</Notice>}
        <p className={styles[isPassword ? 'password' : 'text']}>{text}</p>
        {isPassword && (
          <Stack row>
            <CopyButton text={text} label={t.password} />
          </Stack>
        )}
        {name && (
          <p>
            {t.from}: {name}
          </p>
        )}
        {contact && (
          <p>
            {t.contact}: {contact}
          </p>
        )}
      </Stack>
    </Dialog>
  );
}

import { useEffect, useId, useRef, type ReactNode } from 'react';

import styles from './dialog.module.css';

type DialogProps = {
  title: string;
  /** Called on Escape and on a press beside it; the caller takes it away. */
  onClose: () => void;
  children: ReactNode;
  /** The buttons, the safe one first. */
  actions: ReactNode;
};

/** A question that must be answered first. The browser's own modal dialog: focus stays inside and returns afterwards. */
export function Dialog({ title, onClose, children, actions }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = box.current;
    const before = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- Escape does the same
    <dialog
      ref={box}
      className={styles['dialog']}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === box.current) onClose();
      }}
    >
      <div className={styles['content']}>
        <h2 id={titleId}>{title}</h2>
        {children}
        <div className={styles['actions']}>{actions}</div>
      </div>
    </dialog>
  );
}

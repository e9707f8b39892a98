import { Eye, EyeOff } from 'lucide-react';
import { useState, type ComponentProps } from 'react';

import { useWords } from '../i18n/use-words.ts';
import { Button } from './button.tsx';
import { TextField } from './text-field.tsx';
import { frameWords } from './words.ts';
import styles from './password-field.module.css';

/**
 * A password with a button that shows what was typed. Say what it is for with `autoComplete`: `current-password` or
 * `new-password`, so that password managers fill and keep it.
 */
export function PasswordField(
  props: Omit<ComponentProps<typeof TextField>, 'type' | 'autoComplete'> & {
    autoComplete: 'current-password' | 'new-password';
  },
) {
  const t = useWords(frameWords);
  const [shown, setShown] = useState(false);
  return (
    <div className={styles['frame']}>
      <TextField
        {...props}
        type={shown ? 'text' : 'password'}
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
      />
      <div className={styles['toggle']}>
        <Button
          look="quiet"
          size="small"
          icon={shown ? EyeOff : Eye}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          {t.showPassword}
        </Button>
      </div>
    </div>
  );
}

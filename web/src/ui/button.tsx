import type { ComponentProps } from 'react';
import type { LucideIcon } from 'lucide-react';

import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import styles from './button.module.css';

type Look = {
  /** One primary button a page; `danger` only for what cannot be undone; `quiet` has no border. */
  look?: 'primary' | 'secondary' | 'quiet' | 'danger';
  size?: 'base' | 'small';
  icon?: LucideIcon;
  /** Shows that it works on it; presses are ignored meanwhile, the focus stays. */
  busy?: boolean;
};

export type ButtonProps = Look & Omit<ComponentProps<'button'>, 'className'>;

/** A button with a verb on it. */
export function Button({ look = 'secondary', size = 'base', icon, busy = false, children, ...rest }: ButtonProps) {
  const { onClick, type = 'button', ...others } = rest;
  return (
    <button
      {...others}
      // oxlint-disable-next-line react/button-has-type -- always one of the three, `button` unless said otherwise
      type={type}
      className={classNames(styles['button'], styles[look], size === 'small' && styles['small'])}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={(event) => {
        // A busy button keeps its focus, so it is not `disabled`; it only does nothing.
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {icon && <Icon of={icon} size={size === 'small' ? 'small' : 'base'} />}
      {children}
    </button>
  );
}

/** A link that looks like a button: for a way to another page or a download. */
export function LinkButton({
  look = 'secondary',
  size = 'base',
  icon,
  children,
  ...rest
}: Omit<Look, 'busy'> & Omit<ComponentProps<'a'>, 'className'>) {
  return (
    <a {...rest} className={classNames(styles['button'], styles[look], size === 'small' && styles['small'])}>
      {icon && <Icon of={icon} size={size === 'small' ? 'small' : 'base'} />}
      {children}
    </a>
  );
}

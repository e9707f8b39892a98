import type { LucideIcon } from 'lucide-react';

import styles from './icon.module.css';

type IconProps = { of: LucideIcon; size?: 'small' | 'base' | 'large' };

const pixels = { small: 16, base: 20, large: 40 };

/** One icon of the set; decoration only, so words must stand beside it (or an `aria-label` around it). */
export function Icon({ of: Shape, size = 'base' }: IconProps) {
  return <Shape size={pixels[size]} strokeWidth={size === 'large' ? 1.5 : 2} aria-hidden className={styles['icon']} />;
}

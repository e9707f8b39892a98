import { classNames } from './class-names.ts';
import styles from './progress-bar.module.css';

type ProgressBarProps = {
  /** Names the bar for screen readers. */
  label: string;
  /** From 0 to 1. */
  share: number;
  /** The words a screen reader says instead of the bare per cent. */
  valueText?: string;
  tone?: 'accent' | 'good' | 'warning';
  size?: 'large' | 'small';
};

/** How much of something is done; the words for it stand beside the bar, never only in it. */
export function ProgressBar({ label, share, valueText, tone = 'accent', size = 'large' }: ProgressBarProps) {
  return (
    <progress
      className={classNames(styles['bar'], styles[tone], size === 'small' && styles['small'])}
      aria-label={label}
      aria-valuetext={valueText}
      max={1}
      // A thousandth is less than a pixel: no more renders than that.
      value={Math.round(Math.min(1, Math.max(0, share)) * 1000) / 1000}
    />
  );
}

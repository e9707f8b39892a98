import { encode } from 'uqr';

import styles from './qr-code.module.css';

/** A QR code as one path; dark on light also in dark mode, because many cameras want it so. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- the policy knows no address an img could show it from
    <svg className={styles['code']} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect width={size} height={size} className={styles['light']} />
      <path d={path} className={styles['dark']} shapeRendering="crispEdges" />
    </svg>
  );
}

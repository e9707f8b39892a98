import { useWords } from '../../i18n/use-words.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import type { SftpAccess } from './sftp.queries.ts';
import { sftpWords } from './sftp.words.ts';
import styles from './sftp.module.css';

/** What a client program asks for, to read and to copy. */
export function AccessFacts({ server, user }: { server: NonNullable<SftpAccess['server']>; user: string }) {
  const t = useWords(sftpWords);
  const facts: [label: string, value: string][] = [
    [t.server, server.host],
    [t.port, String(server.port)],
    [t.user, user],
    [t.fingerprint, server.fingerprint],
  ];
  return (
    <div>
      <dl className={styles['facts']}>
        {facts.map(([label, value]) => (
          <div key={label} className={styles['fact']}>
            <dt>{label}</dt>
            <dd>
              <code className={styles['value']}>{value}</code>
              <CopyButton text={value} label={label} look="quiet" />
            </dd>
          </div>
        ))}
      </dl>
      <p className={styles['hint']}>{t.fingerprintHint}</p>
    </div>
  );
}

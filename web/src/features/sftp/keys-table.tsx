import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { ExactTime } from '../../ui/exact-time.tsx';
import { CellActions, Table } from '../../ui/table.tsx';
import type { SshKey } from './sftp.queries.ts';
import { sftpWords } from './sftp.words.ts';
import styles from './sftp.module.css';

export function KeysTable({ keys, onRemove }: { keys: SshKey[]; onRemove: (key: SshKey) => void }) {
  const t = useWords(sftpWords);
  return (
    <Table caption={t.keys} stacked>
      <thead>
        <tr>
          <th scope="col">{t.name}</th>
          <th scope="col">{t.added}</th>
          <th scope="col">{t.lastUsed}</th>
          <th scope="col">{t.action}</th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <tr key={key.id}>
            <th scope="row">
              {key.name}
              <div className={styles['fingerprint']}>
                {key.algorithm} {key.fingerprint}
              </div>
            </th>
            <td data-label={t.added}>
              <ExactTime at={key.createdAt} />
            </td>
            <td data-label={t.lastUsed}>{key.lastUsedAt === null ? t.never : <ExactTime at={key.lastUsedAt} />}</td>
            <td>
              <CellActions>
                <Button look="quiet" size="small" aria-label={t.removeNamed(key.name)} onClick={() => onRemove(key)}>
                  {t.remove}
                </Button>
              </CellActions>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

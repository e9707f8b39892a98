import { Download, LockKeyhole } from 'lucide-react';
import { useState } from 'react';

import { useWords } from '../../i18n/use-words.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { formatBytes, formatNumber } from '../../ui/format.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { Tag } from '../../ui/tag.tsx';
import { archiveWords } from './archive.words.ts';
import { fileTitle } from './describe-event.ts';
import { dropoffWords } from './dropoff.words.ts';
import { fileUrl, type InboxFile } from './inbox.queries.ts';
import { QuarantineActions } from './quarantine-actions.tsx';
import { isHeldBack, ScanText } from './scan-text.tsx';
import { scanWords } from './scan.words.ts';
import styles from './files-table.module.css';

const step = 200;
const searchableFrom = 20;

type FilesTableProps = {
  dropoffId: string;
  files: InboxFile[];
  /** Called when somebody begins to download a file. */
  onDownload: () => void;
};

/** The files with size, checksum and download; long lists in portions, found by name. */
export function FilesTable({ dropoffId, files, onDownload }: FilesTableProps) {
  const t = useWords(dropoffWords);
  const scans = useWords(scanWords);
  const [word, setWord] = useState('');
  const [limit, setLimit] = useState(step);
  const found = word === '' ? files : files.filter((file) => matches(file, word));
  const left = found.length - limit;
  return (
    <div className={styles['frame']}>
      {files.length >= searchableFrom && (
        <div className={styles['search']}>
          <SearchField id="file-search" label={t.findFile} hint={t.findFileHint} value={word} onSearch={setWord} />
        </div>
      )}
      {found.length === 0 ? (
        <p>{word === '' ? t.noFilesYet : t.noFile}</p>
      ) : (
        <table className={styles['table']} aria-label={t.files}>
          <thead>
            <tr>
              <th scope="col">{t.name}</th>
              <th scope="col" className={styles['size']}>
                {t.size}
              </th>
              <th scope="col">{scans.column}</th>
              <th scope="col">{t.hash}</th>
              <th scope="col">{t.download}</th>
            </tr>
          </thead>
          <tbody>
            {found.slice(0, limit).map((file) => (
              <FileRow key={file.id} dropoffId={dropoffId} file={file} onDownload={onDownload} />
            ))}
          </tbody>
        </table>
      )}
      {left > 0 && (
        <div>
          <Button size="small" onClick={() => setLimit(limit + step)}>
            {t.moreFiles(Math.min(step, left), left)}
          </Button>
        </div>
      )}
    </div>
  );
}

function matches(file: InboxFile, word: string): boolean {
  return fileTitle(file).toLocaleLowerCase().includes(word.toLocaleLowerCase());
}

type FileRowProps = { dropoffId: string; file: InboxFile; onDownload: () => void };

function FileRow({ dropoffId, file, onDownload }: FileRowProps) {
  const t = useWords(dropoffWords);
  const archives = useWords(archiveWords);
  const title = fileTitle(file);
  return (
    <tr>
      <th scope="row" className={styles['name']}>
        {title}
        {file.archive?.contentsCheckable === false && (
          <span className={styles['locked']} title={archives.notCheckableHint}>
            <Tag tone="warning" icon={LockKeyhole}>
              {archives.notCheckable}
            </Tag>
          </span>
        )}
      </th>
      <td className={styles['size']} title={`${formatNumber(file.size)} Byte`}>
        {formatBytes(file.size)}
      </td>
      <td className={styles['scan']}>
        <ScanText file={file} />
      </td>
      <td className={styles['hash']}>
        {file.sha256 ? (
          <span className={styles['digest']}>
            <code title={file.sha256}>{`${file.sha256.slice(0, 8)}…${file.sha256.slice(-8)}`}</code>
            <CopyButton text={file.sha256} label={t.hashOf(title)} look="quiet" />
          </span>
        ) : (
          t.hashPending
        )}
      </td>
      <td className={styles['action']}>
        <FileAction dropoffId={dropoffId} file={file} onDownload={onDownload} />
      </td>
    </tr>
  );
}

/** Download it; not yet, while it waits for its scan; in quarantine the owner's decision. */
function FileAction({ dropoffId, file, onDownload }: FileRowProps) {
  const t = useWords(dropoffWords);
  const scans = useWords(scanWords);
  const title = fileTitle(file);
  if (file.erasedAt) return null;
  if (isHeldBack(file)) return <QuarantineActions dropoffId={dropoffId} file={file} />;
  if (file.scan === 'waiting') {
    return (
      <Button size="small" icon={Download} disabled aria-label={`${t.downloadFile(title)}, ${scans.scans.waiting}`}>
        {t.download}
      </Button>
    );
  }
  return (
    <LinkButton
      size="small"
      icon={Download}
      href={fileUrl(dropoffId, file.id)}
      download=""
      onClick={onDownload}
      aria-label={t.downloadFile(title)}
    >
      {t.download}
    </LinkButton>
  );
}

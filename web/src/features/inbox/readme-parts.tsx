import { useQueries } from '@tanstack/react-query';

import { useWords } from '../../i18n/use-words.ts';
import { archiveWords } from './archive.words.ts';
import { fileTitle } from './describe-event.ts';
import { type DropoffDetail, type InboxFile, readmeQuery, type Readme } from './inbox.queries.ts';
import { isHeldBack } from './scan-text.tsx';
import styles from './dropoff-page.module.css';

/** Each reading is an entry in the protocol: of many archives the first few are enough to see what it is about. */
const readAtMost = 5;

/** The Readme of each archive, where the sender wrote what it is about and how to be reached. */
export function ReadmeParts({ dropoff }: { dropoff: DropoffDetail }) {
  const archives = dropoff.files
    .filter((file) => file.archive?.contentsCheckable && file.scan !== 'waiting' && !isHeldBack(file))
    .slice(0, readAtMost);
  const answers = useQueries({ queries: archives.map((file) => readmeQuery(dropoff.id, file.id)) });
  return archives.map((file, index) => {
    const readme = answers[index]?.data;
    return readme && <ReadmePart key={file.id} readme={readme} file={file} isOnly={archives.length === 1} />;
  });
}

function ReadmePart({ readme, file, isOnly }: { readme: Readme; file: InboxFile; isOnly: boolean }) {
  const t = useWords(archiveWords);
  const { name, text, contact } = readme;
  const title = `readme-title-${file.id}`;
  return (
    <section className={styles['part']} aria-labelledby={title}>
      <h2 id={title}>{isOnly ? t.readme(name) : t.readmeOf(name, fileTitle(file))}</h2>
      <p className={styles['note']}>{text.trim()}</p>
      <p>{contact ? <Contact contact={contact} /> : t.noContact}</p>
    </section>
  );
}

function Contact({ contact: { kind, value } }: { contact: NonNullable<Readme['contact']> }) {
  const t = useWords(archiveWords);
  const href = kind === 'email' ? `mailto:${encodeURIComponent(value)}` : `tel:${value.replace(/[^\d+]/g, '')}`;
  return (
    <>
      {t.reach} <a href={href}>{value}</a>
    </>
  );
}

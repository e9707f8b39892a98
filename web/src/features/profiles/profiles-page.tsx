import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FolderInput } from 'lucide-react';

import { ProblemNotice } from '../../app/problem-notice.tsx';
import { usePageTitle } from '../../app/use-page-title.ts';
import { useWords } from '../../i18n/use-words.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatBytes } from '../../ui/format.ts';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Stack } from '../../ui/stack.tsx';
import { Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { AddLink } from './add-link.tsx';
import { type Profile, profileAddress, profilesQuery } from './profiles.queries.ts';
import { profilesWords } from './profiles.words.ts';
import styles from './profiles.module.css';

/** The firm's further pages for drop-offs. For owners. */
export function ProfilesPage() {
  const t = useWords(profilesWords);
  usePageTitle(t.title);
  const { data: profiles, error } = useQuery(profilesQuery);
  return (
    <Stack gap="large">
      <Stack gap="small">
        <PageHeading>{t.title}</PageHeading>
        <p className={styles['intro']}>{t.intro}</p>
      </Stack>
      <ProblemNotice error={error} />
      {profiles && (
        <>
          <div>
            <AddLink>{t.add}</AddLink>
          </div>
          {profiles.length === 0 ? (
            <EmptyState title={t.nothing} icon={FolderInput}>
              <p>{t.nothingText}</p>
            </EmptyState>
          ) : (
            <ProfilesTable profiles={profiles} />
          )}
        </>
      )}
    </Stack>
  );
}

function ProfilesTable({ profiles }: { profiles: readonly Profile[] }) {
  const t = useWords(profilesWords);
  return (
    <Table caption={t.list} stacked>
      <thead>
        <tr>
          <th scope="col">{t.name}</th>
          <th scope="col">{t.address}</th>
          <th scope="col">{t.takes}</th>
          <th scope="col">{t.kept}</th>
          <th scope="col">{t.state}</th>
        </tr>
      </thead>
      <tbody>
        {profiles.map((profile) => (
          <ProfileRow key={profile.id} profile={profile} />
        ))}
      </tbody>
    </Table>
  );
}

function ProfileRow({ profile }: { profile: Profile }) {
  const t = useWords(profilesWords);
  const { id, slug, name, kinds, needsReadme, maxFileBytes, eraseAfterDays, active } = profile;
  const address = profileAddress(slug);
  const takes = [
    kinds.length > 0 ? kinds.map((kind) => kind.toUpperCase()).join(', ') : t.anyFile,
    t.upTo(formatBytes(maxFileBytes)),
    ...(needsReadme ? [t.withReadme] : []),
  ];
  return (
    <tr>
      <th scope="row">
        <Link to="/profile/$id" params={{ id }} aria-label={t.editOf(name)}>
          {name}
        </Link>
      </th>
      <td data-label={t.address}>
        <span className={styles['address']}>
          <a href={`/einsenden/${slug}`} target="_blank" rel="noreferrer">
            {`/einsenden/${slug}`}
          </a>
          <CopyButton text={address} label={t.copyAddress} look="quiet" />
        </span>
      </td>
      <td data-label={t.takes}>{takes.join(', ')}</td>
      <td data-label={t.kept}>{t.days(eraseAfterDays)}</td>
      <td data-label={t.state}>
        <Tag tone={active ? 'good' : 'neutral'}>{active ? t.active : t.inactive}</Tag>
      </td>
    </tr>
  );
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ArrowLeft, ExternalLink } from 'lucide-react';

import { ProblemNotice } from '../../app/problem-notice.tsx';
import { usePageTitle } from '../../app/use-page-title.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Section } from '../../ui/section.tsx';
import { Stack } from '../../ui/stack.tsx';
import { ProfileEditor } from './profile-editor.tsx';
import { changeProfile, type Profile, profileAddress, profilesQuery } from './profiles.queries.ts';
import { profilesWords } from './profiles.words.ts';
import styles from './profiles.module.css';

/** One profile: its form, its page, and the switch. `neu` instead of an id makes another one. */
export function ProfileEditorPage() {
  const t = useWords(profilesWords);
  const { id } = useParams({ from: '/staff/profile/$id' });
  const isNew = id === 'neu';
  // Not asked again while the form is open: what is being typed must not change under the hand.
  const { data: profiles, error } = useQuery({ ...profilesQuery, refetchOnWindowFocus: false });
  const profile = profiles?.find((each) => each.id === id);
  const title = profile ? t.editTitle(profile.name) : t.newTitle;
  usePageTitle(title);
  return (
    <Stack gap="large" key={id}>
      <div>
        <Link to="/profile" className={styles['address']}>
          <Icon of={ArrowLeft} size="small" />
          {t.back}
        </Link>
      </div>
      <PageHeading takesFocus>{title}</PageHeading>
      <ProblemNotice error={error} />
      {profile && <PagePreview profile={profile} />}
      {profiles && !profile && !isNew && <Notice kind="warning">{t.missing}</Notice>}
      {isNew && <ProfileEditor profile={undefined} />}
      {profile && <ProfileEditor profile={profile} />}
      {profile && <Switch profile={profile} />}
    </Stack>
  );
}

function PagePreview({ profile }: { profile: Profile }) {
  const t = useWords(profilesWords);
  const address = profileAddress(profile.slug);
  return (
    <Stack row>
      <a href={address} target="_blank" rel="noreferrer">
        {address}
      </a>
      {profile.active && (
        <LinkButton icon={ExternalLink} href={address} target="_blank" rel="noreferrer">
          {t.preview}
        </LinkButton>
      )}
    </Stack>
  );
}

function Switch({ profile: { id, active } }: { profile: Profile }) {
  const t = useWords(profilesWords);
  const queryClient = useQueryClient();
  const switching = useMutation({
    mutationFn: () => changeProfile({ id, active: !active }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: profilesQuery.queryKey }),
  });
  return (
    <Section title={t.activeTitle} intro={t.activeIntro}>
      <Stack>
        <ProblemNotice error={switching.error} />
        <div>
          <Button busy={switching.isPending} onClick={() => switching.mutate()}>
            {active ? t.deactivate : t.activate}
          </Button>
        </div>
      </Stack>
    </Section>
  );
}

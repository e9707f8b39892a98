import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';

import { Problem } from '../../api/problem.ts';
import { useFieldErrors } from '../../app/use-field-errors.ts';
import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Stack } from '../../ui/stack.tsx';
import { StatusArea } from '../../ui/status-area.tsx';
import { fieldId, ProfileFields } from './profile-fields.tsx';
import { freshProfile, type ProfileField, type ProfileValues, readValues, slugOf, toValues } from './profile-values.ts';
import { addProfile, changeProfile, type Profile, profilesQuery } from './profiles.queries.ts';
import { profilesWords } from './profiles.words.ts';

/** All of a profile as one form with one button. */
export function ProfileEditor({ profile }: { profile: Profile | undefined }) {
  const t = useWords(profilesWords);
  const language = useLanguage();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const problems = useFieldErrors({ slug_taken: t.slugTaken }, { slug_taken: fieldId('slug') });
  const [values, setValues] = useState(() => toValues(profile ?? freshProfile, language));
  const [slugTyped, setSlugTyped] = useState(profile !== undefined);

  const saving = useMutation({
    mutationFn: async () => {
      const { slug, ...rest } = readValues(values).profile;
      return await (profile ? changeProfile({ id: profile.id, ...rest }) : addProfile({ slug, ...rest }));
    },
    onSuccess: async (saved) => {
      await queryClient.invalidateQueries({ queryKey: profilesQuery.queryKey });
      if (profile) setValues(toValues(saved, language));
      else await navigate({ to: '/profile/$id', params: { id: saved.id } });
    },
    onError: (error) => {
      const field = error instanceof Problem ? (error.details['field'] as ProfileField | undefined) : undefined;
      if (field && field in t.errors) problems.check([{ field: fieldId(field), text: t.errors[field] }]);
      else problems.showProblem(error);
    },
  });

  function change(patch: Partial<ProfileValues>): void {
    saving.reset();
    if (patch.slug !== undefined) setSlugTyped(true);
    const slug = patch.name !== undefined && !slugTyped ? { slug: slugOf(patch.name) } : {};
    setValues((before) => ({ ...before, ...patch, ...slug }));
  }

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const { wrong } = readValues(values);
    const right = problems.check(wrong.map((field) => ({ field: fieldId(field), text: t.errors[field] })));
    if (right && !saving.isPending) saving.mutate();
  }

  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="large">
        <ErrorSummary title={t.failed} {...problems.summary} />
        <ProfileFields
          values={values}
          isNew={!profile}
          onChange={change}
          errorOf={(field) => problems.errorOf(fieldId(field))}
        />
        <Stack row>
          <Button type="submit" look="primary" busy={saving.isPending}>
            {profile ? t.save : t.create}
          </Button>
          <StatusArea>{saving.isSuccess && <Notice kind="good">{t.saved}</Notice>}</StatusArea>
        </Stack>
      </Stack>
    </form>
  );
}

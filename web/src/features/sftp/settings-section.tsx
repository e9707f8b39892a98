import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

import { Problem } from '../../api/problem.ts';
import { ProblemNotice } from '../../app/problem-notice.tsx';
import { useFieldErrors } from '../../app/use-field-errors.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { Stack } from '../../ui/stack.tsx';
import { StatusArea } from '../../ui/status-area.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { HoursField } from './hours-field.tsx';
import { readFormValues, type SftpFormValues, toFormValues } from './sftp-form-values.ts';
import { changeSftpSettings, sftpAccessQuery, type SftpSettings, sftpSettingsQuery } from './sftp.queries.ts';
import { sftpWords } from './sftp.words.ts';

/** From where, when and how far the team may pick up over SFTP; nothing where the server offers none. */
export function SftpSettingsSection() {
  const t = useWords(sftpWords);
  const { data: access } = useQuery(sftpAccessQuery);
  // Not asked again while the form is open: what is being typed must not change under the hand.
  const { data: settings, error } = useQuery({
    ...sftpSettingsQuery,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  if (!access?.server) return null;
  return (
    <Section title={t.title} intro={t.settingsIntro}>
      <ProblemNotice error={error} />
      {settings && <SftpSettingsForm settings={settings} />}
    </Section>
  );
}

function SftpSettingsForm({ settings }: { settings: SftpSettings }) {
  const t = useWords(sftpWords);
  const queryClient = useQueryClient();
  const problems = useFieldErrors();
  const [values, setValues] = useState(() => toFormValues(settings));
  const saving = useMutation({
    mutationFn: changeSftpSettings,
    onSuccess: (saved) => {
      queryClient.setQueryData(sftpSettingsQuery.queryKey, saved);
      setValues(toFormValues(saved));
    },
    onError: (error) => {
      const setting = error instanceof Problem ? error.details['setting'] : undefined;
      if (setting === 'sftpNetworks') problems.check([{ field: 'sftp-networks', text: t.networksHint }]);
      else problems.showProblem(error);
    },
  });
  const change = (patch: Partial<SftpFormValues>) => {
    saving.reset();
    setValues((before) => ({ ...before, ...patch }));
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { patch, wrongNetwork, areHoursWrong } = readFormValues(values);
    const right = problems.check([
      wrongNetwork !== undefined && { field: 'sftp-networks', text: t.networksWrong(wrongNetwork) },
      areHoursWrong && { field: 'sftp-hours', text: t.hoursWrong },
    ]);
    if (right && !saving.isPending) saving.mutate(patch);
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack>
        <ErrorSummary title={t.failed} {...problems.summary} />
        <TextArea
          id="sftp-networks"
          label={t.networks}
          hint={t.networksHint}
          error={problems.errorOf('sftp-networks')}
          value={values.networks}
          rows={3}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => change({ networks: event.target.value })}
        />
        <HoursField
          id="sftp-hours"
          hours={values.hours}
          hint={t.hoursHint(settings.timeZone)}
          error={problems.errorOf('sftp-hours')}
          onChange={(hours) => change({ hours })}
        />
        <Checkbox
          id="sftp-may-close"
          label={t.allowClosing}
          hint={t.allowClosingHint}
          checked={values.mayClose}
          onChange={(event) => change({ mayClose: event.target.checked })}
        />
        <Stack row>
          <Button type="submit" busy={saving.isPending}>
            {t.save}
          </Button>
        </Stack>
        <StatusArea>{saving.isSuccess && <Notice kind="good">{t.saved}</Notice>}</StatusArea>
      </Stack>
    </form>
  );
}

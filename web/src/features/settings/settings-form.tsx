import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useBlocker } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';

import { Problem } from '../../api/problem.ts';
import { useFieldErrors } from '../../app/use-field-errors.ts';
import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Stack } from '../../ui/stack.tsx';
import { sessionQuery } from '../sign-in/session.queries.ts';
import { differenceOf, matchNumber, readValues, toValues, type SettingsValues } from './settings-form-values.ts';
import { fieldId } from './setting-field-id.ts';
import { SettingsFields } from './settings-fields.tsx';
import { changeSettings, settingsQuery, type Settings } from './settings.queries.ts';
import { settingsWords } from './settings.words.ts';
import styles from './settings.module.css';
import { StatusArea } from '../../ui/status-area.tsx';

/** All settings as one form with one button; only what changed is sent. */
export function SettingsForm({ settings }: { settings: Settings }) {
  const t = useWords(settingsWords);
  const language = useLanguage();
  const queryClient = useQueryClient();
  const problems = useFieldErrors();
  const [values, setValues] = useState(() => toValues(settings, language));
  const saving = useMutation({
    mutationFn: changeSettings,
    onSuccess: (saved) => {
      queryClient.setQueryData(settingsQuery.queryKey, saved);
      setValues(toValues(saved, language));
      // The firm's name stands in the header.
      void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
    onError: (error) => {
      const name = error instanceof Problem ? (error.details['setting'] as string | undefined) : undefined;
      const setting = (name === 'name' ? 'firmName' : name) as keyof Settings | undefined;
      if (setting && setting in t.errors) problems.check([{ field: fieldId(setting), text: t.errors[setting] }]);
      else problems.showProblem(error);
    },
  });
  const [pressedInVain, setPressedInVain] = useState(false);
  const { settings: typed, wrong } = readValues(values);
  const difference = differenceOf(settings, typed);
  const isChanged = Object.keys(difference).length > 0;
  useBlocker({ shouldBlockFn: () => false, enableBeforeUnload: isChanged });

  const change = (patch: Partial<SettingsValues>) => {
    saving.reset();
    setPressedInVain(false);
    setValues((before) => ({ ...before, ...patch }));
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const example = typed.customerNumberExample;
    const right = problems.check([
      ...wrong.map((name) => ({ field: fieldId(name), text: t.errors[name] })),
      example !== '' &&
        matchNumber(typed.customerNumberPattern, example) === false && {
          field: fieldId('customerNumberExample'),
          text: t.errors.exampleDoesNotFit,
        },
    ]);
    setPressedInVain(right && !isChanged);
    if (right && isChanged && !saving.isPending) saving.mutate(difference);
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="large">
        <ErrorSummary title={t.failed} {...problems.summary} />
        <SettingsFields values={values} onChange={change} errorOf={(name) => problems.errorOf(fieldId(name))} />
        <div className={classNames(styles['save'], isChanged && styles['waiting'])}>
          <Button type="submit" look="primary" busy={saving.isPending}>
            {t.save}
          </Button>
          <StatusArea>
            {pressedInVain ? (
              <p>{t.unchanged}</p>
            ) : saving.isSuccess ? (
              <Notice kind="good">{t.saved}</Notice>
            ) : (
              isChanged && <p>{t.unsaved}</p>
            )}
          </StatusArea>
        </div>
      </Stack>
    </form>
  );
}

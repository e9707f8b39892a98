import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

import { useFieldErrors } from '../../app/use-field-errors.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Stack } from '../../ui/stack.tsx';
import { StatusArea } from '../../ui/status-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './look.module.css';
import { changeAccent, lookQuery, reloadTheme } from './look.queries.ts';
import { lookWords } from './look.words.ts';

/** The product's own colour: what the picker shows before a firm has one. */
const ownColour = '#0a5875';
const colour = /^#[0-9a-f]{6}$/i;

export function ColourForm({ accent }: { accent: string }) {
  const t = useWords(lookWords);
  const queryClient = useQueryClient();
  const [typed, setTyped] = useState(accent);
  const problems = useFieldErrors();
  const saving = useMutation({
    mutationFn: changeAccent,
    onSuccess: (look) => {
      queryClient.setQueryData(lookQuery.queryKey, look);
      setTyped(look.accent);
      reloadTheme();
    },
    onError: problems.showProblem,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const right = problems.check([!colour.test(typed.trim()) && { field: 'accent', text: t.colourWrong }]);
    if (right && !saving.isPending) saving.mutate(typed);
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack>
        <ErrorSummary title={t.failed} {...problems.summary} />
        <div className={styles['colour']}>
          <input
            type="color"
            className={styles['picker']}
            aria-label={t.pick}
            value={colour.test(typed) ? typed.toLowerCase() : ownColour}
            onChange={(event) => setTyped(event.target.value)}
          />
          <TextField
            id="accent"
            label={t.colour}
            hint={t.colourHint}
            error={problems.errorOf('accent')}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={7}
            width="short"
          />
        </div>
        <Stack row gap="small">
          <Button type="submit" busy={saving.isPending}>
            {t.saveColour}
          </Button>
          {accent !== '' && (
            <Button look="quiet" onClick={() => saving.mutate('')}>
              {t.ownColour}
            </Button>
          )}
        </Stack>
        <StatusArea>{saving.isSuccess && <Notice kind="good">{t.colourSaved}</Notice>}</StatusArea>
      </Stack>
    </form>
  );
}

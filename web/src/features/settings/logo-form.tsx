import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ImageUp } from 'lucide-react';
import { useRef } from 'react';

import { describeProblem, problemWords } from '../../app/problem-words.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Stack } from '../../ui/stack.tsx';
import { StatusArea } from '../../ui/status-area.tsx';
import { changeLogo, type Look, lookQuery, reloadTheme, removeLogo } from './look.queries.ts';
import { lookProblems, lookWords } from './look.words.ts';

export function LogoForm({ hasLogo }: { hasLogo: boolean }) {
  const t = useWords(lookWords);
  const common = useWords(problemWords);
  const own = useWords(lookProblems);
  const queryClient = useQueryClient();
  const picker = useRef<HTMLInputElement>(null);
  const onSuccess = (look: Look) => {
    queryClient.setQueryData(lookQuery.queryKey, look);
    reloadTheme();
  };
  const changing = useMutation({ mutationFn: changeLogo, onSuccess });
  const removing = useMutation({ mutationFn: removeLogo, onSuccess });
  const choose = (file: File | undefined) => {
    if (!file) return;
    removing.reset();
    changing.mutate(file);
  };
  const error = changing.error ?? removing.error;
  return (
    <Stack>
      <h3>{t.logo}</h3>
      <p>{t.logoHint}</p>
      <input
        ref={picker}
        hidden
        type="file"
        accept="image/png,image/jpeg,image/webp"
        onChange={(event) => {
          choose(event.target.files?.[0]);
          // So that the same file can be chosen again.
          event.target.value = '';
        }}
      />
      <Stack row gap="small">
        <Button icon={ImageUp} busy={changing.isPending} onClick={() => picker.current?.click()}>
          {hasLogo ? t.changeLogo : t.chooseLogo}
        </Button>
        {hasLogo && (
          <Button
            look="quiet"
            busy={removing.isPending}
            onClick={() => {
              changing.reset();
              removing.mutate();
            }}
          >
            {t.removeLogo}
          </Button>
        )}
      </Stack>
      <StatusArea>
        {error ? (
          <Notice kind="bad">{describeProblem(error, common, own).text}</Notice>
        ) : changing.isSuccess ? (
          <Notice kind="good">{t.logoSaved}</Notice>
        ) : (
          removing.isSuccess && <Notice kind="good">{t.logoRemoved}</Notice>
        )}
      </StatusArea>
    </Stack>
  );
}

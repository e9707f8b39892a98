import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, type FormEvent } from 'react';

import { useFieldErrors } from '../../app/use-field-errors.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Stack } from '../../ui/stack.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { inviteMember, teamQuery } from './team.queries.ts';
import { teamProblems, teamWords } from './team.words.ts';
import { StatusArea } from '../../ui/status-area.tsx';

export function InviteForm() {
  const t = useWords(teamWords);
  const form = useRef<HTMLFormElement>(null);
  const queryClient = useQueryClient();
  const problems = useFieldErrors(useWords(teamProblems), {
    email_invalid: 'invite-email',
    email_taken: 'invite-email',
    already_member: 'invite-email',
  });
  const inviting = useMutation({
    mutationFn: inviteMember,
    onSuccess: async () => {
      form.current?.reset();
      await queryClient.invalidateQueries({ queryKey: teamQuery.queryKey });
    },
    onError: problems.showProblem,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget);
    const email = String(entered.get('email')).trim();
    const role = entered.get('role') === 'owner' ? 'owner' : 'agent';
    const complete = problems.check([!/^\S+@\S+\.\S+$/.test(email) && { field: 'invite-email', text: t.enterEmail }]);
    if (complete && !inviting.isPending) inviting.mutate({ email, role });
  };
  return (
    <form noValidate ref={form} onSubmit={submit}>
      <Stack>
        <ErrorSummary title={t.inviteFailed} {...problems.summary} />
        <TextField
          id="invite-email"
          name="email"
          type="email"
          label={t.email}
          error={problems.errorOf('invite-email')}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
        <SelectField
          name="role"
          label={t.role}
          options={[
            ['agent', t.agent],
            ['owner', t.owner],
          ]}
        />
        <Stack row>
          <Button type="submit" look="primary" busy={inviting.isPending}>
            {t.invite}
          </Button>
        </Stack>
        <StatusArea>
          {inviting.isSuccess && <Notice kind="good">{t.invited(inviting.variables.email)}</Notice>}
        </StatusArea>
      </Stack>
    </form>
  );
}

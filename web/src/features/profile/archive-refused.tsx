import type { Refusal } from '@schleuse/archives/judge-upload';

import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Stack } from '../../ui/stack.tsx';
import { FileBox } from '../dropoff/file-box.tsx';
import { usePageProgress } from '../dropoff/use-page-progress.ts';
import { useLeaveGuard } from '../dropoff/use-leave-guard.ts';
import type { Wizard } from '../dropoff/wizard.ts';
import type { WizardState } from '../dropoff/wizard-state.ts';
import { words } from '../dropoff/words.ts';
import type { ProfileDesk } from './profile-desk.ts';
import type { Profile } from './profile-form.ts';
import { reasonText } from './reason-text.ts';
import { settleFields } from './settle-errors.ts';
import { profileWords } from './words.ts';

type RefusedFile = { id: string; name: string; relativePath: string; reasons: Refusal[] };
type ArchiveRefusedProps = { wizard: Wizard; state: WizardState; profile: Profile; desk: ProfileDesk };

/** The server's look found something: which files, why, and the ways on. Nothing is lost, and nothing delivered yet. */
export function ArchiveRefused({ wizard, state, profile, desk }: ArchiveRefusedProps) {
  const t = useWords(profileWords);
  const common = useWords(words);
  const refused = ((state.problem?.details['files'] ?? []) as RefusedFile[]).map((file) => ({
    ...file,
    path: file.relativePath || file.name,
  }));
  usePageProgress(`${t.refused.title} · ${common.pageTitle}`, 'paused');
  useLeaveGuard(true);

  const atHand = refused.flatMap(({ path, reasons }) =>
    state.files.filter((chosen) => chosen.path === path).map((chosen) => ({ chosen, reasons })),
  );
  const arrived = state.arrived.filter(({ uploadId }) => refused.some(({ id }) => id === uploadId));
  const others = state.files.length + state.arrived.length - atHand.length - arrived.length;

  function change(): void {
    for (const { chosen, reasons } of atHand) desk.archives.refuse(chosen.file, reasons);
    wizard.back();
  }

  async function leaveOut(): Promise<void> {
    for (const file of arrived) await wizard.remove({ arrived: file });
    await wizard.remove({ files: atHand.map(({ chosen }) => chosen) });
    await wizard.submit();
  }

  return (
    <Stack gap="large">
      <PageHeading takesFocus>{t.refused.title}</PageHeading>
      <p>{t.refused.text}</p>
      <FileBox
        id={settleFields.refused}
        kind="bad"
        title={t.files.refusedTitle(refused.length)}
        files={refused.map(({ path, reasons }) => ({
          path,
          size: sizeOf(state, path),
          remark: reasonText(reasons, path, profile.kinds, t),
        }))}
      />
      <Stack row>
        <Button look="primary" onClick={change}>
          {t.refused.change}
        </Button>
        {others > 0 && <Button onClick={() => void leaveOut()}>{t.refused.submit}</Button>}
      </Stack>
    </Stack>
  );
}

function sizeOf({ files, arrived }: WizardState, path: string): number {
  return (
    files.find((chosen) => chosen.path === path)?.file.size ?? arrived.find((file) => file.path === path)?.size ?? 0
  );
}

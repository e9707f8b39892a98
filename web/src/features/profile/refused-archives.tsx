import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import type { ChosenFile } from '../dropoff/chosen-files.ts';
import { FileBox } from '../dropoff/file-box.tsx';
import type { Wizard } from '../dropoff/wizard.ts';
import type { ProfileDesk } from './profile-desk.ts';
import type { Profile } from './profile-form.ts';
import { reasonText } from './reason-text.ts';
import { settleFields } from './settle-errors.ts';
import { profileWords } from './words.ts';

type RefusedArchivesProps = { wizard: Wizard; profile: Profile; desk: ProfileDesk; files: readonly ChosenFile[] };

/** Archives that cannot be accepted, each with the reason. */
export function RefusedArchives({ wizard, profile, desk, files }: RefusedArchivesProps) {
  const t = useWords(profileWords);
  if (files.length === 0) return null;
  const remarkOf = ({ path, file }: ChosenFile): string => {
    const verdict = desk.archives.verdictOf(file);
    return typeof verdict === 'string' ? t.files.unread : reasonText(verdict.reasons, path, profile.kinds, t);
  };
  return (
    <FileBox
      id={settleFields.refused}
      kind="bad"
      title={t.files.refusedTitle(files.length)}
      files={files.map((chosen) => ({ path: chosen.path, size: chosen.file.size, remark: remarkOf(chosen) }))}
    >
      <div>
        <Button size="small" onClick={() => void wizard.remove({ files })}>
          {t.files.removeThese}
        </Button>
      </div>
    </FileBox>
  );
}

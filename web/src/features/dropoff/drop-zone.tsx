import { FilePlus2, FolderPlus, Upload, type LucideIcon } from 'lucide-react';
import { useRef } from 'react';

import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Icon } from '../../ui/icon.tsx';
import type { PickedFile } from './chosen-files.ts';
import { readInput } from './read-drop.ts';
import { words } from './words.ts';
import styles from './drop-zone.module.css';

type OnPick = (picked: PickedFile[]) => void;
/** `hovering`: files are being dragged over the window. */
type DropZoneProps = { limits: string; hovering: boolean; onPick: OnPick };

const takesFolders = typeof HTMLInputElement !== 'undefined' && 'webkitdirectory' in HTMLInputElement.prototype;

/** The place to drop at, and the two pickers for everyone who does not drag. */
export function DropZone({ limits, hovering, onPick }: DropZoneProps) {
  const t = useWords(words).files;
  return (
    <div className={classNames(styles['zone'], hovering && styles['hovering'])}>
      <Icon of={Upload} size="large" />
      <p className={styles['lead']}>{hovering ? t.dropNow : t.dropHere}</p>
      <div className={styles['buttons']}>
        <PickButton icon={FilePlus2} text={t.pickFiles} onPick={onPick} />
        {takesFolders && <PickButton icon={FolderPlus} text={t.pickFolder} folder onPick={onPick} />}
      </div>
      <p className={styles['limits']}>{limits}</p>
    </div>
  );
}

type PickButtonProps = { icon: LucideIcon; text: string; folder?: boolean; onPick: OnPick };

function PickButton({ icon, text, folder = false, onPick }: PickButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button icon={icon} onClick={() => input.current?.click()}>
        {text}
      </Button>
      <input
        {...(folder && { webkitdirectory: '' })}
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          onPick(readInput(event.target));
          // The same file may be chosen again after it was removed.
          event.target.value = '';
        }}
      />
    </>
  );
}

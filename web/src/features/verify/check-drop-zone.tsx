import { FilePlus2, FileSearch, FolderPlus, type LucideIcon } from 'lucide-react';
import { useRef } from 'react';

import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Icon } from '../../ui/icon.tsx';
import type { PickedFile } from '../dropoff/chosen-files.ts';
import styles from '../dropoff/drop-zone.module.css';
import { readInput } from '../dropoff/read-drop.ts';
import { verifyWords } from './words.ts';

type OnPick = (picked: PickedFile[]) => void;

const takesFolders = typeof HTMLInputElement !== 'undefined' && 'webkitdirectory' in HTMLInputElement.prototype;

/** The place to drop receipt and files at, and the two pickers for everyone who does not drag. */
export function CheckDropZone(props: { hovering: boolean; lead: string; onPick: OnPick }) {
  const { hovering, lead, onPick } = props;
  const t = useWords(verifyWords);
  return (
    <div className={classNames(styles['zone'], hovering && styles['hovering'])}>
      <Icon of={FileSearch} size="large" />
      <p className={styles['lead']}>{hovering ? t.dropNow : lead}</p>
      <div className={styles['buttons']}>
        <PickButton icon={FilePlus2} text={t.pickFiles} onPick={onPick} />
        {takesFolders && <PickButton icon={FolderPlus} text={t.pickFolder} folder onPick={onPick} />}
      </div>
      {lead === t.dropHere && <p className={styles['limits']}>{t.where}</p>}
    </div>
  );
}

function PickButton(props: { icon: LucideIcon; text: string; folder?: boolean; onPick: OnPick }) {
  const { icon, text, folder = false, onPick } = props;
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
          // The same file may be chosen again after it was changed.
          event.target.value = '';
        }}
      />
    </>
  );
}

import { Trash2 } from 'lucide-react';
import { useState } from 'react';

import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { words } from './words.ts';

/** Ends an unfinished drop-off, after saying what will be gone. */
export function DiscardButton({ onDiscard }: { onDiscard: () => void }) {
  const t = useWords(words);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button look="quiet" icon={Trash2} onClick={() => setAsking(true)}>
        {t.files.discard}
      </Button>
      {asking && (
        <Dialog
          title={t.discard.title}
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button onClick={() => setAsking(false)}>{t.discard.keep}</Button>
              <Button look="danger" onClick={onDiscard}>
                {t.discard.discard}
              </Button>
            </>
          }
        >
          <p>{t.discard.text}</p>
        </Dialog>
      )}
    </>
  );
}

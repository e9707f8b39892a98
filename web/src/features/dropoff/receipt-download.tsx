import type { Api } from '@schleuse/client/api.types';
import { ApiProblem } from '@schleuse/client/problem';
import type { Receipt } from '@schleuse/proofs/receipt';
import { FileBraces, FileText } from 'lucide-react';
import { useState } from 'react';

import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Stack } from '../../ui/stack.tsx';
import { saveFile } from './save-file.ts';
import type { SavedDropoff } from './saved-dropoff.ts';
import { words } from './words.ts';

type ReceiptDownloadProps = { api: Api; dropoff: SavedDropoff; receipt: Receipt };

/** The delivery receipt for people (PDF) and for programs (JSON). */
export function ReceiptDownload({ api, dropoff, receipt }: ReceiptDownloadProps) {
  const t = useWords(words);
  const language = useLanguage();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const name = `Eingangsbestaetigung-${receipt.receivedAt.slice(0, 10)}-${receipt.id.slice(0, 8)}`;

  async function savePdf(): Promise<void> {
    setBusy(true);
    setFailed(false);
    try {
      saveFile(await api.receiptPdf(dropoff, language), `${name}.pdf`);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      setFailed(true);
    } finally {
      setBusy(false);
    }
  }

  function saveJson(): void {
    saveFile(new Blob([JSON.stringify(receipt, undefined, 2)], { type: 'application/json' }), `${name}.json`);
  }

  return (
    <>
      {failed && (
        <Notice kind="warning" role="alert">
          {t.done.saveFailed}
        </Notice>
      )}
      <Stack row>
        <Button icon={FileText} busy={busy} onClick={() => void savePdf()}>
          {t.done.pdf}
        </Button>
        <Button icon={FileBraces} onClick={saveJson}>
          {t.done.json}
        </Button>
      </Stack>
    </>
  );
}

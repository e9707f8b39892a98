import { compareFiles } from '@schleuse/proofs/compare-files';
import type { Receipt, ReceiptFile } from '@schleuse/proofs/receipt';
import { Printer, RotateCcw } from 'lucide-react';

import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { Notice, type NoticeKind } from '../../ui/notice.tsx';
import { Stack } from '../../ui/stack.tsx';
import { StatusArea } from '../../ui/status-area.tsx';
import type { Published } from './check-receipt.ts';
import { ComparedFiles } from './compared-files.tsx';
import { ReceiptFacts } from './receipt-facts.tsx';
import { useCheckedDocument } from './use-checked-document.ts';
import { judge, type Verdict } from './verdict.ts';
import { verifyWords } from './words.ts';

const kinds: Record<Verdict['result'], NoticeKind> = {
  forged: 'bad',
  files_differ: 'bad',
  files_missing: 'warning',
  key_unknown: 'warning',
  all_same: 'good',
  receipt_only: 'good',
};

type ResultProps = {
  receipt: Receipt;
  found: readonly ReceiptFile[];
  published: Published;
  onReset: () => void;
};

/** One sentence first, then what it rests on. */
export function Result({ receipt, found, published, onReset }: ResultProps) {
  const t = useWords(verifyWords);
  const checked = useCheckedDocument(receipt, published);
  const compared = found.length > 0;
  const comparisons = compareFiles(receipt, found);
  const verdict = typeof checked === 'object' ? judge(checked, comparisons, compared) : undefined;
  return (
    <Stack gap="large">
      <StatusArea>
        {checked === 'unsupported' && (
          <Notice kind="warning" title={t.unsupported}>
            {t.unsupportedText}
          </Notice>
        )}
        {verdict && (
          <Notice kind={kinds[verdict.result]} title={t.verdict[verdict.result]}>
            <p>
              {compared
                ? t.counts(verdict.same, verdict.differs, verdict.missing, verdict.extra)
                : t.nowFiles(receipt.files.length)}
            </p>
          </Notice>
        )}
      </StatusArea>
      <ComparedFiles comparisons={comparisons} compared={compared} />
      {typeof checked === 'object' && (
        <ReceiptFacts receipt={receipt} checked={checked} firm={published.firm?.name ?? receipt.firm} />
      )}
      <Stack row>
        <Button icon={Printer} onClick={() => window.print()}>
          {t.print}
        </Button>
        <Button icon={RotateCcw} onClick={onReset}>
          {t.again}
        </Button>
      </Stack>
    </Stack>
  );
}

import { FileCheck, FileKey } from 'lucide-react';

import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { LinkButton } from '../../ui/button.tsx';
import { formatBytes, formatTime } from '../../ui/format.ts';
import { Stack } from '../../ui/stack.tsx';
import { dropoffWords } from './dropoff.words.ts';
import { erasureUrl, type DropoffDetail } from './inbox.queries.ts';

/** What was destroyed when, and the certificate of it; until it is done, that it is being done. */
export function ErasureProof({ dropoff }: { dropoff: DropoffDetail }) {
  const t = useWords(dropoffWords);
  const language = useLanguage();
  const erased = dropoff.events.findLast(({ kind }) => kind === 'erased');
  if (!erased) return <p>{t.beingErased}</p>;
  return (
    <>
      <p>{t.destroyed(dropoff.fileCount, formatBytes(dropoff.totalBytes), formatTime(erased.at, language))}</p>
      {/* Older erasures have no certificate. */}
      {typeof erased.details['certificateSha256'] === 'string' && (
        <Stack row>
          <LinkButton size="small" icon={FileCheck} href={erasureUrl(dropoff.id, 'pdf', language)} download="">
            {t.certificate}
          </LinkButton>
          <LinkButton size="small" icon={FileKey} href={erasureUrl(dropoff.id, 'json', language)} download="">
            {t.certificateData}
          </LinkButton>
        </Stack>
      )}
    </>
  );
}

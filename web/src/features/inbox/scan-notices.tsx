import { useRouteContext } from '@tanstack/react-router';

import { useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/notice.tsx';
import { Stack } from '../../ui/stack.tsx';
import { StatusArea } from '../../ui/status-area.tsx';
import type { DropoffDetail } from './inbox.queries.ts';
import { scanWords } from './scan.words.ts';

/** What the virus scan keeps back: for a while, or until an owner decides. */
export function ScanNotices({ dropoff: { waiting, quarantined } }: { dropoff: DropoffDetail }) {
  const t = useWords(scanWords);
  const { session } = useRouteContext({ from: '/staff' });
  const isOwner = session.account.role === 'owner';
  return (
    <StatusArea>
      {(waiting > 0 || quarantined > 0) && (
        <Stack>
          {waiting > 0 && (
            <Notice title={t.waitingTitle(waiting)}>
              <p>{t.waitingText}</p>
            </Notice>
          )}
          {quarantined > 0 && (
            <Notice kind="warning" title={t.quarantinedTitle(quarantined)}>
              <p>{isOwner ? t.quarantinedOwner : t.quarantinedAgent}</p>
            </Notice>
          )}
        </Stack>
      )}
    </StatusArea>
  );
}

import { useQueryClient } from '@tanstack/react-query';
import { useRouteContext } from '@tanstack/react-router';
import { useState } from 'react';

import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { formatDate, formatTime } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Stack } from '../../ui/stack.tsx';
import { StatusArea } from '../../ui/status-area.tsx';
import { HoldDialog } from '../retention/hold-dialog.tsx';
import { LiftDialog } from '../retention/lift-dialog.tsx';
import { type Hold, retentionKey } from '../retention/retention.queries.ts';
import { holdWords } from './hold.words.ts';
import { dropoffQuery, type DropoffDetail } from './inbox.queries.ts';

/** What keeps this drop-off from erasure: until when, why, on whose order. */
export function DropoffHolds({ dropoff, holds }: { dropoff: DropoffDetail; holds: readonly Hold[] }) {
  const t = useWords(holdWords);
  const language = useLanguage();
  const { isOwner, refresh } = useHolding(dropoff);
  const [lifts, setLifts] = useState<Hold>();
  return (
    <StatusArea>
      {holds.length > 0 && (
        <Stack>
          {holds.map((hold) => (
            <Notice
              key={hold.id}
              kind="warning"
              title={hold.until ? t.heldUntil(formatDate(hold.until, language)) : t.held}
            >
              <p>
                {t.reason(hold.reason)}
                <br />
                {t.scopes[hold.scope]} {t.placed(hold.placedBy, formatTime(hold.placedAt, language))}
              </p>
              <p>{t.consequence}</p>
              {isOwner && (
                <Stack row>
                  <Button size="small" onClick={() => setLifts(hold)}>
                    {t.lift}
                  </Button>
                </Stack>
              )}
            </Notice>
          ))}
        </Stack>
      )}
      {lifts && (
        <LiftDialog
          hold={lifts}
          onLifted={() => {
            setLifts(undefined);
            void refresh();
          }}
          onClose={() => setLifts(undefined)}
        />
      )}
    </StatusArea>
  );
}

/** For owners: keeps this drop-off from erasure. */
export function PlaceHold({ dropoff }: { dropoff: DropoffDetail }) {
  const t = useWords(holdWords);
  const { isOwner, refresh } = useHolding(dropoff);
  const [asks, setAsks] = useState(false);
  if (!isOwner) return null;
  return (
    <>
      <Button size="small" onClick={() => setAsks(true)}>
        {t.place}
      </Button>
      {asks && (
        <HoldDialog
          dropoff={dropoff}
          onPlaced={() => {
            setAsks(false);
            void refresh();
          }}
          onClose={() => setAsks(false)}
        />
      )}
    </>
  );
}

function useHolding({ id }: DropoffDetail): { isOwner: boolean; refresh: () => Promise<unknown> } {
  const { session } = useRouteContext({ from: '/staff' });
  const queryClient = useQueryClient();
  return {
    isOwner: session.account.role === 'owner',
    refresh: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: retentionKey }),
        queryClient.invalidateQueries({ queryKey: dropoffQuery(id).queryKey }),
      ]),
  };
}

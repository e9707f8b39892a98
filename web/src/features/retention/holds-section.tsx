import { useQuery } from '@tanstack/react-query';
import { Lock } from 'lucide-react';
import { useState } from 'react';

import { ProblemNotice } from '../../app/problem-notice.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { Stack } from '../../ui/stack.tsx';
import { StatusArea } from '../../ui/status-area.tsx';
import { HoldDialog } from './hold-dialog.tsx';
import { HoldsTable } from './holds-table.tsx';
import { LiftDialog } from './lift-dialog.tsx';
import { type Hold, holdsQuery } from './retention.queries.ts';
import { retentionWords } from './retention.words.ts';

/** What is kept from erasure, why, until when; owners place and lift. */
export function HoldsSection({ isOwner, onChanged }: { isOwner: boolean; onChanged: () => void }) {
  const t = useWords(retentionWords);
  const { data: holds, error } = useQuery(holdsQuery({ ended: false }));
  const [places, setPlaces] = useState(false);
  const [lifts, setLifts] = useState<Hold>();
  const [showsEnded, setShowsEnded] = useState(false);
  const [done, setDone] = useState<string>();
  return (
    <Section title={t.holdsTitle} intro={t.holdsIntro} width="full">
      <Stack>
        <ProblemNotice error={error} title={t.failed} />
        {holds?.length === 0 && <p>{t.holdsNone}</p>}
        {holds && holds.length > 0 && (
          <HoldsTable caption={t.holdsList} holds={holds} {...(isOwner && { onLift: setLifts })} />
        )}
        <StatusArea>{done && <Notice kind="good">{done}</Notice>}</StatusArea>
        {isOwner && (
          <Stack row>
            <Button icon={Lock} onClick={() => setPlaces(true)}>
              {t.place}
            </Button>
          </Stack>
        )}
        <Checkbox label={t.showEnded} checked={showsEnded} onChange={(event) => setShowsEnded(event.target.checked)} />
        {showsEnded && <EndedHolds />}
      </Stack>
      {places && (
        <HoldDialog
          onPlaced={() => {
            onChanged();
            setPlaces(false);
            setDone(t.placedDone);
          }}
          onClose={() => setPlaces(false)}
        />
      )}
      {lifts && (
        <LiftDialog
          hold={lifts}
          onLifted={() => {
            onChanged();
            setLifts(undefined);
            setDone(t.liftedDone);
          }}
          onClose={() => setLifts(undefined)}
        />
      )}
    </Section>
  );
}

function EndedHolds() {
  const t = useWords(retentionWords);
  const { data: holds, error } = useQuery(holdsQuery({ ended: true }));
  return (
    <>
      <ProblemNotice error={error} title={t.failed} />
      {holds?.length === 0 && <p>{t.endedNone}</p>}
      {holds && holds.length > 0 && <HoldsTable caption={t.endedList} holds={holds} />}
    </>
  );
}

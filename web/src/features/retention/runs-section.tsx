import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { ProblemNotice } from '../../app/problem-notice.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { ExactTime } from '../../ui/exact-time.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { Stack } from '../../ui/stack.tsx';
import { StatusArea } from '../../ui/status-area.tsx';
import { describeResult } from './describe-run.ts';
import { runNow, runsQuery } from './retention.queries.ts';
import { retentionWords } from './retention.words.ts';
import { RunsTable } from './runs-table.tsx';

/** What the runs did, and a run at once. */
export function RunsSection({ isOwner, onChanged }: { isOwner: boolean; onChanged: () => void }) {
  const t = useWords(retentionWords);
  const { data, error } = useQuery(runsQuery);
  const [all, setAll] = useState(false);
  const running = useMutation({ mutationFn: () => runNow({}), onSuccess: onChanged });
  const runs = data?.runs ?? [];
  const busy = runs.filter((run) => !describeResult(run, t).idle);
  return (
    <Section title={t.runsTitle} intro={t.runsIntro} width="full">
      <Stack>
        <ProblemNotice error={error} title={t.failed} />
        {data && (
          <p>
            {runs.length > 0 ? (
              <>
                {t.lastRun} <ExactTime at={data.lastRunAt} />
              </>
            ) : (
              t.runsNone
            )}
          </p>
        )}
        {(all ? runs : busy).length > 0 && <RunsTable runs={all ? runs : busy} />}
        {!all && busy.length < runs.length && (
          <div>
            <Button size="small" onClick={() => setAll(true)}>
              {t.showIdle(runs.length - busy.length)}
            </Button>
          </div>
        )}
        {isOwner && (
          <div>
            <Button busy={running.isPending} onClick={() => running.mutate()}>
              {t.runNow}
            </Button>
          </div>
        )}
        <StatusArea>
          {running.isSuccess && (
            <Notice kind={running.data.outcome === 'done' ? 'good' : 'warning'} title={t.ranNow}>
              {describeResult(running.data, t).result.join('; ')}
            </Notice>
          )}
        </StatusArea>
        <ProblemNotice error={running.error} title={t.runFailed} />
      </Stack>
    </Section>
  );
}

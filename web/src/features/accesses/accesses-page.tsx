import { Printer } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';

import { Problem } from '../../api/problem.ts';
import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { formatTime } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Stack } from '../../ui/stack.tsx';
import { useFirm } from '../about/use-firm.ts';
import { AskAgreement } from './ask-agreement.tsx';
import { type AccessEntry, type AccessKey, fetchAccesses, gatherAccesses, readAccessKey } from './accesses.ts';
import { AccessesTable } from './accesses-table.tsx';
import { accessWords } from './words.ts';

type State = AccessEntry[] | 'loading' | 'unknown' | 'unreachable';

/** For the sender: who had to do with the drop-off. The secret stands in the fragment of the address. */
export function AccessesPage() {
  const t = useWords(accessWords);
  const firm = useFirm();
  const key = useFragment();
  useEffect(() => {
    document.title = t.title;
  }, [t]);
  return (
    <PageFrame brand={typeof firm === 'object' ? firm.name : '\u00a0'}>
      <Stack gap="large">
        <Stack gap="small">
          <PageHeading>{t.title}</PageHeading>
          <p>{t.intro}</p>
        </Stack>
        {key ? (
          <Accesses key={key.id + key.token} of={key} />
        ) : (
          <Notice kind="bad" title={t.incomplete}>
            {t.incompleteText}
          </Notice>
        )}
      </Stack>
    </PageFrame>
  );
}

function Accesses({ of: key }: { of: AccessKey }) {
  const t = useWords(accessWords);
  const language = useLanguage();
  const [state, setState] = useState<State>('loading');
  const load = useCallback(() => {
    fetchAccesses(key).then(
      (items) => setState(gatherAccesses(items)),
      (error: unknown) => setState(isUnknown(error) ? 'unknown' : 'unreachable'),
    );
  }, [key]);
  useEffect(load, [load]);

  if (state === 'loading') return null;
  if (state === 'unknown') {
    return (
      <Notice kind="bad" role="alert" title={t.unknown}>
        {t.unknownText}
      </Notice>
    );
  }
  if (state === 'unreachable') {
    return (
      <Notice kind="warning" role="alert" title={t.unreachable}>
        <p>{t.unreachableText}</p>
        <Stack row>
          <Button onClick={() => load()}>{t.retry}</Button>
        </Stack>
      </Notice>
    );
  }
  const erased = state.find(({ kind }) => kind === 'erased');
  const reads = state.filter(({ kind }) => kind === 'file-read' || kind === 'archive-read');
  const times = reads.reduce((sum, each) => sum + each.times, 0);
  return (
    <>
      {erased && (
        <Notice kind="good" title={t.erased}>
          {t.erasedText(formatTime(erased.at, language))}
        </Notice>
      )}
      <p>
        {times === 0 ? t.never : t.reads(t.times(times))} {t.caseNumber}: <code>{key.id}</code>
      </p>
      <AccessesTable entries={state} />
      {!erased && <AskAgreement of={key} />}
      <Stack row>
        <Button icon={Printer} onClick={() => window.print()}>
          {t.print}
        </Button>
      </Stack>
    </>
  );
}

/** A pasted address with another fragment loads no new page. */
function useFragment(): AccessKey | undefined {
  const [fragment, setFragment] = useState(location.hash);
  useEffect(() => {
    const follow = () => setFragment(location.hash);
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  const [key, setKey] = useState(() => ({ fragment, of: readAccessKey(fragment) }));
  if (key.fragment !== fragment) setKey({ fragment, of: readAccessKey(fragment) });
  return key.of;
}

const isUnknown = (error: unknown): boolean =>
  error instanceof Problem && [400, 401, 403, 404, 410].includes(error.status);

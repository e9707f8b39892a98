import { useEffect, type ReactNode } from 'react';

import type { PublicFirm } from '../../api/firm.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/notice.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Stack } from '../../ui/stack.tsx';
import { useFirm } from './use-firm.ts';
import { aboutWords } from './words.ts';

/** A page of text that rests on the firm's facts. */
export function AboutPage({ title, children }: { title: string; children: (firm: PublicFirm) => ReactNode }) {
  const t = useWords(aboutWords);
  const firm = useFirm();
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <PageFrame brand={typeof firm === 'object' ? firm.name : '\u00a0'}>
      <Stack gap="large">
        <PageHeading>{title}</PageHeading>
        {typeof firm === 'object' && children(firm)}
        {firm === 'missing' && <Notice>{t.notSetUp}</Notice>}
        {firm === 'unreachable' && <Notice kind="warning">{t.unreachable}</Notice>}
      </Stack>
    </PageFrame>
  );
}

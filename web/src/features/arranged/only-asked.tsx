import { useWords } from '../../i18n/use-words.ts';
import { PageFrame } from '../../ui/page-frame.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Stack } from '../../ui/stack.tsx';
import { arrangedWords } from './words.ts';

/** The whole page, for whoever comes without a link. */
export function OnlyAsked({ firm }: { firm: string }) {
  const t = useWords(arrangedWords);
  return (
    <PageFrame brand={firm}>
      <Stack>
        <PageHeading>{t.onlyAskedTitle}</PageHeading>
        <p>{t.onlyAskedText(firm)}</p>
      </Stack>
    </PageFrame>
  );
}

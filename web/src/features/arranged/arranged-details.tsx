import { type Store, useStore } from '../../app/store.ts';
import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { formatTime } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Stack } from '../../ui/stack.tsx';
import type { StageViews } from '../dropoff/dropoff-page.tsx';
import type { AskedFor } from './arrange.tsx';
import styles from './arranged.module.css';
import { arrangedWords } from './words.ts';

type View = StageViews['Details'];
type ArrangedDetailsProps = Parameters<View>[0] & {
  asked: AskedFor | undefined;
  caseReference: string;
  refusal: Store<string | undefined>;
  Plain: View;
};

/** Who asked for what, above the form of step 1; or why the link does not work. */
export function ArrangedDetails({ asked, caseReference, refusal, Plain, ...rest }: ArrangedDetailsProps) {
  const t = useWords(arrangedWords);
  const language = useLanguage();
  const code = useStore(refusal);
  const refused = code === undefined ? undefined : t.refusals[code];
  // With a link that does not work there is nothing to fill in.
  const fills = !refused || code === 'request_for_another';
  return (
    <Stack gap="large">
      {!fills && <PageHeading takesFocus>{t.refusedTitle}</PageHeading>}
      {refused && (
        <Notice kind="bad" role="alert" {...(fills && { title: t.refusedTitle })}>
          <p>{refused}</p>
          <p>{t.askAgain}</p>
        </Notice>
      )}
      {asked && !refused && (
        <Notice title={t.asked(asked.askedBy, rest.state.firm?.name ?? '')}>
          <p className={styles['what']}>{asked.what}</p>
          <p>
            {t.until(formatTime(asked.until, language))} {asked.usesLeft === 1 ? t.lastUse : t.usesLeft(asked.usesLeft)}
          </p>
        </Notice>
      )}
      {caseReference && !refused && <Notice>{t.case(caseReference)}</Notice>}
      {fills && <Plain {...rest} />}
    </Stack>
  );
}

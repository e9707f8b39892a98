import { type Store, useStore } from '../../app/store.ts';
import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { formatTime } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
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
  return (
    <Stack gap="large">
      {refused && (
        <Notice kind="bad" title={t.refusedTitle} role="alert">
          <p>{refused}</p>
          <p>{t.askAgain}</p>
        </Notice>
      )}
      {asked && !refused && (
        <Notice title={t.asked(asked.askedBy, rest.state.firm?.name ?? '')}>
          <p className={styles['what']}>{asked.what}</p>
          <p>
            {asked.usesLeft === 1 ? t.lastUse : t.usesLeft(asked.usesLeft)} {t.until(formatTime(asked.until, language))}
          </p>
        </Notice>
      )}
      {caseReference && !refused && <Notice>{t.case(caseReference)}</Notice>}
      {/* With a link that does not work there is nothing to fill in. */}
      {(!refused || code === 'request_for_another') && <Plain {...rest} />}
    </Stack>
  );
}

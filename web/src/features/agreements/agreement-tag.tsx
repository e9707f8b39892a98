import { FileCheck, FileQuestionMark } from 'lucide-react';

import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { formatDate } from '../../ui/format.ts';
import { Tag } from '../../ui/tag.tsx';
import { agreementWords } from './agreement.words.ts';
import { type Agreement, type AgreementState, stateOf } from './agreements.queries.ts';

/** Yes, no or asked for, by word and shape; since when where that is known. */
export function AgreementTag({ state, agreement }: { state?: AgreementState; agreement?: Agreement | undefined }) {
  const t = useWords(agreementWords);
  const language = useLanguage();
  const shown = state ?? stateOf(agreement);
  if (shown === 'none') return t.states.none;
  const { concludedOn, requestedAt } = agreement ?? {};
  if (shown === 'in-force') {
    return (
      <Tag tone="good" icon={FileCheck}>
        {concludedOn ? t.since(formatDate(concludedOn, language)) : t.states[shown]}
      </Tag>
    );
  }
  return (
    <Tag tone="warning" icon={FileQuestionMark}>
      {requestedAt ? t.requestedOn(formatDate(requestedAt, language)) : t.states[shown]}
    </Tag>
  );
}

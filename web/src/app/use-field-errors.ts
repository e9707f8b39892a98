import { useState } from 'react';

import { Problem } from '../api/problem.ts';
import { useWords } from '../i18n/use-words.ts';
import type { FieldError } from '../ui/error-summary.tsx';
import { describeProblem, problemWords } from './problem-words.ts';

/**
 * What is wrong with a form, for the summary above it and the fields in it.
 *
 * @param own the room's sentences by the server's code
 * @param fieldOfCode which field (its id) a code speaks of
 */
export function useFieldErrors(
  own: Readonly<Record<string, string>> = {},
  fieldOfCode: Readonly<Record<string, string>> = {},
) {
  const t = useWords(problemWords);
  const [state, setState] = useState<{ errors: FieldError[]; code?: string | undefined }>({ errors: [] });
  return {
    /** For `<ErrorSummary {...summary} />`. */
    summary: { errors: state.errors, code: state.code },
    errorOf: (field: string): string | undefined => state.errors.find((error) => error.field === field)?.text,
    /** Shows the findings; true when there are none. */
    check(errors: (FieldError | false | undefined)[]): boolean {
      const found = errors.filter((error) => error !== false && error !== undefined);
      setState({ errors: found });
      return found.length === 0;
    },
    /** Shows what the server said. */
    showProblem(error: unknown): void {
      const { text, code } = describeProblem(error, t, own);
      const field = error instanceof Problem ? fieldOfCode[error.code] : undefined;
      setState({ errors: [{ text, ...(field && { field }) }], code });
    },
    clear: () => setState({ errors: [] }),
  };
}

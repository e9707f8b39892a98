import type { Firm, NewDropoff } from '@schleuse/client/api.types';

export type Profile = NonNullable<Firm['profile']>;
export type Answers = NonNullable<NewDropoff['answers']>;
export type AnswerRow = keyof Answers;

/** The rows a profile can ask beyond number and note, in the order of the form. */
export const answerRows = ['caseReference', 'contactName', 'email', 'phone'] as const satisfies AnswerRow[];

export type ProfileForm = {
  answers(): Answers;
  change(answers: Answers): void;
  forget(): void;
};

/**
 * What the form's rows hold beyond what the wizard keeps, over a reload of this tab too.
 *
 * @param prefill what the page's address says
 */
export function createProfileForm(slug: string, prefill: Answers): ProfileForm {
  const key = `schleuse.${slug}.form`;
  let answers: Answers = { ...prefill, ...read(key) };
  return {
    answers: () => answers,
    change(next) {
      answers = next;
      write(key, JSON.stringify(next));
    },
    forget() {
      answers = {};
      write(key, undefined);
    },
  };
}

function read(key: string): Answers {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '{}') as Answers;
  } catch {
    return {};
  }
}

function write(key: string, value: string | undefined): void {
  try {
    if (value === undefined) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, value);
  } catch {
    // Without storage only a reload forgets the rows.
  }
}

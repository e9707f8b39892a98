import type { Problem } from '../../api/problem.ts';
import type { SameKeys, Words } from '../../i18n/words.ts';
import type { FieldError } from '../../ui/error-summary.tsx';
import type { setupWords } from './words.ts';

type SetupWords = typeof setupWords extends Words<infer T> ? SameKeys<T> : never;

export const setupFields = {
  firmName: 'firm-name',
  ownerName: 'owner-name',
  email: 'email',
  password: 'password',
} as const;

export type SetupForm = Record<keyof typeof setupFields, string>;

/** The least length the server takes. */
const passwordLeast = 12;

/** What can be said before asking the server. */
export function checkSetup(form: SetupForm, t: SetupWords): FieldError[] {
  const errors: FieldError[] = [];
  if (!form.firmName.trim()) errors.push({ field: setupFields.firmName, text: t.firmMissing });
  if (!form.ownerName.trim()) errors.push({ field: setupFields.ownerName, text: t.ownerMissing });
  if (!/^\S+@\S+\.\S+$/.test(form.email.trim())) errors.push({ field: setupFields.email, text: t.emailWrong });
  const short = passwordLeast - [...form.password.normalize('NFC')].length;
  if (short > 0) errors.push({ field: setupFields.password, text: t.passwordShort(short) });
  return errors;
}

/** What the server said, beside the field it means. */
export function setupProblem(problem: Problem, t: SetupWords): FieldError {
  switch (problem.code) {
    case 'password_too_short':
      return { field: setupFields.password, text: t.passwordShort(1) };
    case 'password_too_long':
      return { field: setupFields.password, text: t.passwordLong };
    case 'password_common':
      return { field: setupFields.password, text: t.passwordCommon };
    case 'password_personal':
      return { field: setupFields.password, text: t.passwordPersonal };
    case 'email_invalid':
      return { field: setupFields.email, text: t.problems.email };
    case 'name_invalid':
      return { field: setupFields.firmName, text: t.problems.name };
    case 'not_found':
      return { text: t.problems.token };
    case 'unreachable':
      return { text: t.problems.unreachable };
    case 'rate_limited':
      return { text: t.problems.rateLimited };
    default:
      return { text: t.problems.other };
  }
}

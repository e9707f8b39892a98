import { InvalidInput } from '../errors.ts';
import { type Answers, type AskedRow, askedRows, type Profile } from './profile.types.ts';

const most: Record<keyof Answers, number> = { contactName: 200, email: 254, phone: 50, caseReference: 100 };
const emailForm = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const phoneForm = /^[+(]?[\d\s()/.-]{4,48}\d$/;

/**
 * What the form said, held against what the profile asks. Rows it does not ask are left out: nobody wants to keep them.
 * @throws InvalidInput `answer_missing`, `answer_invalid` with `details.row`
 */
export function checkAnswers(profile: Pick<Profile, 'ask'>, given: Answers & { note: string }): Answers {
  const answers: Answers = {};
  for (const row of askedRows) {
    const level = profile.ask[row];
    if (level === 'off') continue;
    const value = tidy(given[row] ?? '');
    if (value === '' && level === 'required') throw refused('answer_missing', row, 'Please fill in this row.');
    if (value === '' || row === 'note') continue;
    if (value.length > most[row] || !fits(row, value)) {
      throw refused('answer_invalid', row, 'This row does not look right.');
    }
    answers[row] = value;
  }
  return answers;
}

function tidy(value: string): string {
  return value
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
}

function fits(row: keyof Answers, value: string): boolean {
  if (row === 'email') return emailForm.test(value);
  return row === 'phone' ? phoneForm.test(value) : true;
}

function refused(code: string, row: AskedRow, message: string): InvalidInput {
  return new InvalidInput(code, message, { row });
}

import type { SameKeys } from '../../i18n/words.ts';
import type { de } from './words.de.ts';

/** What the form asks for. */
export type ReadmeFields = { request: string; name: string; email: string; phone: string };
export type ReadmeFault = 'requestMissing' | 'contactMissing' | 'emailInvalid' | 'phoneInvalid';

const emailForm = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const phoneForm = /^[+(]?[\d\s()/.-]{4,48}\d$/;

/** What is wrong with the form, by field. */
export function readmeFaults(fields: ReadmeFields): Partial<Record<keyof ReadmeFields, ReadmeFault>> {
  const { request, email, phone } = fields;
  return {
    ...(!request.trim() && { request: 'requestMissing' }),
    ...(email.trim() && !emailForm.test(email.trim()) && { email: 'emailInvalid' }),
    ...(phone.trim() && !phoneForm.test(phone.trim()) && { phone: 'phoneInvalid' }),
    ...(!email.trim() && !phone.trim() && { email: 'contactMissing' }),
  };
}

/** The text of the Readme.txt: Windows line ends, since that is where it is opened. */
export function writeReadme(
  { request, name, email, phone }: ReadmeFields,
  known: { customerNumber: string; caseReference?: string | undefined },
  t: SameKeys<typeof de>['pack']['readmeText'],
): string {
  const rows: [label: string, value: string | undefined][] = [
    [t.customerNumber, known.customerNumber],
    [t.caseReference, known.caseReference],
    [t.name, name],
    [t.email, email],
    [t.phone, phone],
  ];
  const lines = rows.flatMap(([label, value]) => (value?.trim() ? [`${label}: ${value.trim()}`] : []));
  return [`${t.request}:`, request.trim(), '', ...lines, ''].join('\n').replace(/\r?\n/g, '\r\n');
}

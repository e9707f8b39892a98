import type { Language } from '../../i18n/language.ts';
import type { Settings } from './settings.queries.ts';

const bytesPerGb = 1024 ** 3;
const mostBytes = 16 * 1024 ** 4;

/** The form's fields: what is typed, before it is read. */
export type SettingsValues = { [K in keyof Settings]: Settings[K] extends boolean ? boolean : string };

export function toValues(settings: Settings, language: Language): SettingsValues {
  return {
    ...settings,
    eraseAfterDays: String(settings.eraseAfterDays),
    maxFileBytes: writeGigabytes(settings.maxFileBytes, language),
    maxDropoffBytes: writeGigabytes(settings.maxDropoffBytes, language),
    maxDropoffFiles: String(settings.maxDropoffFiles),
  };
}

/** The settings as typed, and which of them cannot be right. */
export function readValues(values: SettingsValues): { settings: Settings; wrong: (keyof Settings)[] } {
  const settings: Settings = {
    ...values,
    firmName: values.firmName.trim(),
    notifyEmail: values.notifyEmail.trim(),
    eraseAfterDays: readWhole(values.eraseAfterDays),
    maxFileBytes: readGigabytes(values.maxFileBytes),
    maxDropoffBytes: readGigabytes(values.maxDropoffBytes),
    maxDropoffFiles: readWhole(values.maxDropoffFiles),
  };
  const checks: [keyof Settings, boolean][] = [
    ['firmName', within(settings.firmName.length, 1, 200)],
    ['imprint', settings.imprint.length <= 20_000],
    ['eraseAfterDays', within(settings.eraseAfterDays, 1, 14)],
    ['customerNumberPattern', matchNumber(settings.customerNumberPattern, '') !== undefined],
    ['customerNumberExample', settings.customerNumberExample.length <= 64],
    ['maxFileBytes', within(settings.maxFileBytes, 1, mostBytes)],
    ['maxDropoffBytes', within(settings.maxDropoffBytes, 1, mostBytes)],
    ['maxDropoffFiles', within(settings.maxDropoffFiles, 1, 100_000)],
    ['notifyEmail', settings.notifyEmail === '' || /^\S+@\S+\.\S+$/.test(settings.notifyEmail)],
  ];
  return { settings, wrong: checks.filter(([, right]) => !right).map(([name]) => name) };
}

/** Whether a number has the form; undefined when the form itself is none. */
export function matchNumber(pattern: string, number: string): boolean | undefined {
  if (!pattern.startsWith('^') || !pattern.endsWith('$') || pattern.length > 200) return undefined;
  try {
    return new RegExp(pattern, 'u').test(number);
  } catch {
    return undefined;
  }
}

/** Only what differs, so that two owners changing different things do not undo one another. */
export function differenceOf(before: Settings, after: Settings): Partial<Settings> {
  // Lists that come along belong to forms of their own.
  const changed = Object.entries(after).filter(
    ([name, value]) => typeof value !== 'object' && before[name as keyof Settings] !== value,
  );
  return Object.fromEntries(changed) as Partial<Settings>;
}

function within(value: number, min: number, max: number): boolean {
  return value >= min && value <= max;
}

function readWhole(text: string): number {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : Number.NaN;
}

/** Bytes in `1,5` or `1.5` GB; NaN for anything else. */
export function readGigabytes(text: string): number {
  const typed = text.trim().replace(',', '.');
  return /^\d{1,6}(\.\d{1,6})?$/.test(typed) ? Math.round(Number(typed) * bytesPerGb) : Number.NaN;
}

function writeGigabytes(bytes: number, language: Language): string {
  const text = String(Number((bytes / bytesPerGb).toFixed(6)));
  return language === 'de' ? text.replace('.', ',') : text;
}

import type { Language } from '../../i18n/language.ts';
import { archiveKinds, askedRows, type NewProfile } from './profiles.queries.ts';

const bytesPerMb = 1024 ** 2;
const mostBytes = 16 * 1024 ** 4;
const slugForm = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** The form's fields: numbers and sizes as they are typed. */
export type ProfileValues = Omit<NewProfile, 'maxFileBytes' | 'maxFiles' | 'eraseAfterDays'> & {
  maxFileMb: string;
  maxFiles: string;
  eraseAfterDays: string;
};

/** Fields that can be wrong; the server names them alike, sizes as `maxFileBytes`. */
export type ProfileField =
  | 'slug'
  | 'name'
  | 'textDeTitle'
  | 'textDeIntro'
  | 'textEnTitle'
  | 'textEnIntro'
  | 'maxFileBytes'
  | 'maxFiles'
  | 'eraseAfterDays'
  | 'notifyEmail';

/** A new profile: the support upload, which most want first. */
export const freshProfile: NewProfile = {
  slug: '',
  name: '',
  texts: { de: { title: '', intro: '' }, en: { title: '', intro: '' } },
  kinds: [...archiveKinds],
  maxFileBytes: 50 * bytesPerMb,
  maxFiles: 10,
  eraseAfterDays: 14,
  notifyEmail: '',
  ask: { caseReference: 'optional', contactName: 'optional', email: 'off', phone: 'off', note: 'optional' },
  needsReadme: true,
};

export function toValues(profile: NewProfile, language: Language): ProfileValues {
  const { slug, name, texts, kinds, notifyEmail, ask, needsReadme } = profile;
  const mb = String(Number((profile.maxFileBytes / bytesPerMb).toFixed(6)));
  return {
    slug,
    name,
    texts,
    kinds,
    notifyEmail,
    needsReadme,
    ask: Object.fromEntries(askedRows.map((row) => [row, ask[row]])) as NewProfile['ask'],
    maxFileMb: language === 'de' ? mb.replace('.', ',') : mb,
    maxFiles: String(profile.maxFiles),
    eraseAfterDays: String(profile.eraseAfterDays),
  };
}

/** The profile as typed, and which fields cannot be right. */
export function readValues(values: ProfileValues): { profile: NewProfile; wrong: ProfileField[] } {
  const { maxFileMb, ...rest } = values;
  const { de, en } = rest.texts;
  const profile: NewProfile = {
    ...rest,
    slug: rest.slug.trim(),
    name: rest.name.trim(),
    needsReadme: rest.needsReadme && rest.kinds.length > 0,
    maxFileBytes: readMegabytes(maxFileMb),
    maxFiles: readWhole(rest.maxFiles),
    eraseAfterDays: readWhole(rest.eraseAfterDays),
    notifyEmail: rest.notifyEmail.trim(),
  };
  const addresses = profile.notifyEmail.split(/[\s,;]+/).filter((address) => address !== '');
  const checks: [ProfileField, boolean][] = [
    ['name', within(profile.name.length, 1, 100)],
    ['slug', slugForm.test(profile.slug) && profile.slug.length <= 40],
    ['textDeTitle', within(de.title.trim().length, 1, 100)],
    ['textDeIntro', de.intro.length <= 2000],
    ['textEnTitle', within(en.title.trim().length, 1, 100)],
    ['textEnIntro', en.intro.length <= 2000],
    ['maxFileBytes', within(profile.maxFileBytes, 1, mostBytes)],
    ['maxFiles', within(profile.maxFiles, 1, 100_000)],
    ['eraseAfterDays', within(profile.eraseAfterDays, 1, 14)],
    ['notifyEmail', addresses.every((address) => /^[^\s@]+@[^\s@]+$/.test(address))],
  ];
  return { profile, wrong: checks.filter(([, right]) => !right).map(([field]) => field) };
}

/** An address from a name: `Daten für den Support` becomes `daten-fuer-den-support`. */
export function slugOf(name: string): string {
  const letters: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };
  return name
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => letters[letter] ?? '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40)
    .replace(/-$/, '');
}

function within(value: number, min: number, max: number): boolean {
  return value >= min && value <= max;
}

function readWhole(text: string): number {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : Number.NaN;
}

function readMegabytes(text: string): number {
  const typed = text.trim().replace(',', '.');
  return /^\d{1,8}(\.\d{1,6})?$/.test(typed) ? Math.round(Number(typed) * bytesPerMb) : Number.NaN;
}

import { InvalidInput } from '../errors.ts';
import { isPlainAddress } from '../mail/compose.ts';
import { archiveFamilies, askedRows, type Profile, type ProfileText } from './profile.types.ts';

/** 16 TiB, as for the firm's own limits. */
const largestBytes = 16 * 2 ** 40;
const slugForm = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const levels = ['off', 'optional', 'required'];

/**
 * The profile, trimmed and checked against the same bounds the table has.
 * @throws InvalidInput `profile_invalid` with `details.field`
 */
export function checkProfile(profile: Profile): Profile {
  const { slug, kinds, ask } = profile;
  if (!slugForm.test(slug) || slug.length > 40) throw invalid('slug');
  if (kinds.some((kind) => !archiveFamilies.includes(kind))) throw invalid('kinds');
  if (askedRows.some((row) => !levels.includes(ask[row]))) throw invalid('ask');
  if (profile.needsReadme && kinds.length === 0) throw invalid('needsReadme');
  whole('maxFileBytes', profile.maxFileBytes, largestBytes);
  whole('maxFiles', profile.maxFiles, 100_000);
  whole('eraseAfterDays', profile.eraseAfterDays, 14);
  return {
    ...profile,
    name: text('name', profile.name, 1, 100),
    texts: { de: checkText('textDe', profile.texts.de), en: checkText('textEn', profile.texts.en) },
    kinds: archiveFamilies.filter((kind) => kinds.includes(kind)),
    notifyEmail: checkAddresses(profile.notifyEmail),
  };
}

function checkText(field: string, { title, intro }: ProfileText): ProfileText {
  return { title: text(`${field}Title`, title, 1, 100), intro: text(`${field}Intro`, intro, 0, 2000) };
}

function checkAddresses(list: string): string {
  const addresses = list.split(/[\s,;]+/).filter((address) => address !== '');
  if (list.length > 1000 || !addresses.every(isPlainAddress)) throw invalid('notifyEmail');
  return addresses.join(', ');
}

function text(field: string, value: string, min: number, max: number): string {
  const trimmed = value
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim();
  if (trimmed.length < min || trimmed.length > max) throw invalid(field);
  return trimmed;
}

function whole(field: string, value: number, max: number): void {
  if (!(Number.isSafeInteger(value) && value >= 1 && value <= max)) throw invalid(field);
}

function invalid(field: string): InvalidInput {
  return new InvalidInput('profile_invalid', 'This part of the profile has a value that is not allowed.', { field });
}

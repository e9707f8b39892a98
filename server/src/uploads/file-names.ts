import { InvalidInput } from '../errors.ts';

/** What a sender says of a file. */
export type FileNames = { name: string; relativePath: string };

const MAX_NAME = 255;
// The column takes 4096: a number may be added to tell two of one path apart.
const MAX_PATH = 4080;
const MAX_DEPTH = 64;

export type NameFault = 'separator' | 'control' | 'direction' | 'dots' | 'too_long' | 'too_deep' | 'path_differs';

/**
 * Names are taken as they are, only composed (Unicode NFC: macOS sends "ü" in two parts), or refused; never repaired,
 * so that sender, receipt and archive all show the same name.
 *
 * `relativePath` is empty, or parts joined by `/` of which the last is the name. Lengths are counted in characters.
 * @throws InvalidInput `name_empty`, or `name_invalid` with `details.reason` (NameFault) and `details.part`
 */
export function checkFileNames(given: { name: string; relativePath?: string }): FileNames {
  const relativePath = (given.relativePath ?? '').normalize('NFC');
  const parts = relativePath === '' ? [] : relativePath.split('/');
  const name = given.name === '' ? (parts.at(-1) ?? '') : given.name.normalize('NFC');
  checkPart(name);
  if (relativePath.length > MAX_PATH) throw invalid('too_long', 'The path of the file is too long.');
  if (parts.length > MAX_DEPTH) throw invalid('too_deep', 'The file lies in too many folders.');
  for (const part of parts) checkPart(part);
  if (parts.length > 0 && parts.at(-1) !== name) {
    throw invalid('path_differs', 'The path of the file ends in another name than the file has.');
  }
  return { name, relativePath: parts.length > 1 ? relativePath : '' };
}

function checkPart(part: string): void {
  if (part.trim() === '') throw new InvalidInput('name_empty', 'A file needs a name.');
  if (/[/\\]/.test(part)) throw invalid('separator', 'A file name must not contain a slash or a backslash.');
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]/.test(part)) {
    throw invalid('control', 'The file name contains an invisible control character.');
  }
  // Unicode TR 36: with these, "gpj.exe" is shown as "exe.jpg".
  if (/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(part)) {
    throw invalid('direction', 'The file name contains an invisible mark that turns the direction of writing.');
  }
  if (part === '.' || part === '..') throw invalid('dots', 'A file must not be named with dots only.');
  if (!part.isWellFormed()) throw invalid('control', 'The file name is not valid text.');
  if ([...part].length > MAX_NAME) throw invalid('too_long', `A file name has at most ${MAX_NAME} characters.`);
}

function invalid(reason: NameFault, message: string): InvalidInput {
  return new InvalidInput('name_invalid', message, { reason });
}

/** Two files with the same key would overwrite each other where case does not count (Windows, macOS). */
export function pathKeyOf({ name, relativePath }: FileNames): string {
  return (relativePath === '' ? name : relativePath).toLowerCase();
}

/** The same file under its `n`-th name: " (2)", " (3)" … before the ending; a name as long as allowed gives way. */
export function numberedNames({ name, relativePath }: FileNames, n: number): FileNames {
  if (n === 1) return { name, relativePath };
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  const mark = ` (${n})`;
  const room = MAX_NAME - [...ending].length - mark.length;
  const numbered =
    room > 0 ? [...stem].slice(0, room).join('') + mark + ending : [...name].slice(0, -mark.length).join('') + mark;
  const folder = relativePath.slice(0, relativePath.length - name.length);
  return { name: numbered, relativePath: relativePath === '' ? '' : folder + numbered };
}

const mediaTypePattern = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/i;

/** The media type as given, without parameters; anything that is none becomes application/octet-stream. */
export function checkedMediaType(given: string | undefined): string {
  const [type = ''] = (given ?? '').split(';');
  return mediaTypePattern.test(type.trim()) ? type.trim().toLowerCase() : 'application/octet-stream';
}

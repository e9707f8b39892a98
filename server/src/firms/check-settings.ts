import { areHours } from '../access/allowed-hours.ts';
import { readNetwork } from '../access/allowed-networks.ts';
import { InvalidInput } from '../errors.ts';
import { isPlainLine, isPlainText } from '../plain-text.ts';
import { isTimeZone } from '../retention/zone-time.ts';
import { compileSafePattern, PatternError } from '../safe-pattern.ts';
import type { FirmSettings } from './firms.queries.ts';

const email = /^[^\s@<>"(),:;\\[\]]+@[^\s@<>"(),:;\\[\]]+\.[^\s@<>"(),:;\\[\].]+$/;

/** Largest file or drop-off that may be allowed: 16 TiB. */
const largestBytes = 16 * 2 ** 40;

/**
 * The patch, trimmed and checked against the same bounds the table has.
 * @throws InvalidInput `setting_invalid` with `details.setting`
 */
export function checkSettings(patch: Partial<FirmSettings>): Partial<FirmSettings> {
  const checked = { ...patch };
  if (checked.name !== undefined) checked.name = text('name', checked.name, 1, 200);
  if (checked.customerNumberExample !== undefined) {
    checked.customerNumberExample = text('customerNumberExample', checked.customerNumberExample, 0, 64);
  }
  if (checked.imprint !== undefined) checked.imprint = text('imprint', checked.imprint, 0, 20_000, isPlainText);
  if (checked.notifyEmail !== undefined) {
    checked.notifyEmail = text('notifyEmail', checked.notifyEmail, 0, 254);
    if (checked.notifyEmail !== '' && !email.test(checked.notifyEmail)) throw invalid('notifyEmail');
  }
  if (checked.customerNumberPattern !== undefined) checkPattern(checked.customerNumberPattern);
  if (checked.timeZone !== undefined && !isTimeZone(checked.timeZone)) throw invalid('timeZone');
  if (checked.sftpNetworks !== undefined) checked.sftpNetworks = networks(checked.sftpNetworks);
  if (checked.sftpHours !== undefined && !(checked.sftpHours.length <= 50 && checked.sftpHours.every(areHours))) {
    throw invalid('sftpHours');
  }
  whole('eraseAfterDays', checked.eraseAfterDays, 1, 14);
  whole('maxFileBytes', checked.maxFileBytes, 1, largestBytes);
  whole('maxDropoffBytes', checked.maxDropoffBytes, 1, largestBytes);
  whole('maxDropoffFiles', checked.maxDropoffFiles, 1, 100_000);
  return checked;
}

function text(setting: keyof FirmSettings, value: string, min: number, max: number, isPlain = isPlainLine): string {
  const trimmed = value.trim();
  if (trimmed.length < min || trimmed.length > max || !isPlain(trimmed)) throw invalid(setting);
  return trimmed;
}

function networks(typed: string[]): string[] {
  const read = typed.map((one) => readNetwork(one) ?? '');
  if (read.length > 100 || read.includes('')) throw invalid('sftpNetworks');
  return [...new Set(read)];
}

function whole(setting: keyof FirmSettings, value: number | undefined, min: number, max: number): void {
  if (value !== undefined && !(Number.isSafeInteger(value) && value >= min && value <= max)) throw invalid(setting);
}

/** Strangers' input is run against it: only what can be matched in no time is taken, and it says where it ends. */
function checkPattern(pattern: string): void {
  if (!pattern.startsWith('^') || !pattern.endsWith('$') || !compiles(pattern)) throw invalid('customerNumberPattern');
}

/** The example must itself be a number the pattern accepts. @throws InvalidInput `setting_invalid` */
export function checkExample(settings: Pick<FirmSettings, 'customerNumberPattern' | 'customerNumberExample'>): void {
  const { customerNumberPattern: pattern, customerNumberExample: example } = settings;
  if (example !== '' && !compileSafePattern(pattern)(example)) throw invalid('customerNumberExample');
}

function compiles(pattern: string): boolean {
  try {
    compileSafePattern(pattern);
    return true;
  } catch (error) {
    if (error instanceof PatternError) return false;
    throw error;
  }
}

function invalid(setting: keyof FirmSettings): InvalidInput {
  return new InvalidInput('setting_invalid', 'This setting has a value that is not allowed.', { setting });
}

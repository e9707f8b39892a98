import { canonicalJson } from './canonical-json.ts';
import { hasPartOfProof, isEventProof } from './event-proof-form.ts';

/** The text is no document of the expected kind: broken JSON, a member missing or of the wrong form, one named twice. */
export class MalformedDocument extends Error {
  override readonly name = 'MalformedDocument';
}

/** A member's name and the form its text must have. */
export type TextForms = readonly (readonly [member: string, form: RegExp])[];

export const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
export const uuid = /^[0-9a-f-]{36}$/;
export const someText = /^.+$/su;

/** What every signed document of a firm has. */
const signedForms: TextForms = [
  ['id', uuid],
  ['firm', someText],
  ['signingKey', /^[A-Za-z0-9+/]{43}=$/],
  ['signature', /^[A-Za-z0-9+/]{86}==$/],
];

/**
 * Reads JSON that two readers cannot read in two ways: no member named twice (I-JSON, RFC 7493), every text Unicode.
 * @throws MalformedDocument
 */
export function readDocument(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new MalformedDocument('not JSON');
  }
  if (countNames(value) !== countNamesInText(text)) throw new MalformedDocument('a member is named twice');
  if (typeof value !== 'object' || value === null) throw new MalformedDocument('not an object');
  // A text with half a character in it has no canonical JSON, so no signature is over it.
  try {
    canonicalJson(value);
  } catch {
    throw new MalformedDocument('a text is not Unicode');
  }
  return value as Record<string, unknown>;
}

/** Checks format, signature's form and these members, and a proof's form where there is one. @throws MalformedDocument */
export function checkSigned(document: Record<string, unknown>, format: string, forms: TextForms): void {
  if (document['format'] !== format) throw new MalformedDocument(`format is not ${format}`);
  checkTexts(document, [...signedForms, ...forms]);
  if (hasPartOfProof(document) && !isEventProof(document)) throw new MalformedDocument('the proof has the wrong form');
}

/** @throws MalformedDocument */
export function checkTexts(object: Record<string, unknown>, forms: TextForms): void {
  for (const [member, form] of forms) {
    const text = object[member];
    if (typeof text !== 'string' || !form.test(text)) throw new MalformedDocument(`${member} has the wrong form`);
  }
}

/** Bytes or a number of things, 0 to 2^53 - 1. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function countNames(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce<number>((sum, member) => sum + countNames(member), own);
}

function countNamesInText(text: string): number {
  let names = 0;
  for (const [, colon] of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/gs)) if (colon !== undefined) names += 1;
  return names;
}

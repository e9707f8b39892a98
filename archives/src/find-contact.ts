export type Contact = { kind: 'email' | 'telephone'; value: string };

// RFC 5322's atoms and a domain name of two labels at least, letters beyond ASCII too (RFC 6531).
const emailPattern =
  /(?<![\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-])[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+){0,20}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,8}\p{L}[\p{L}\p{N}-]{1,62}/u;

// Begins with +, 00, 0 or a bracket before one of them; then groups of digits parted as people part them.
const telephonePattern =
  /(?<![\p{L}\p{N}+])(?<!\d[ ./:,-])(?:\+|\(\+|0|\(0)[\d()/ .\u00a0\u2010-\u2015-]{4,28}\d(?![\p{L}\p{N}])/gu;

// A word that says so makes any longer number one: "Tel.: 44 12-0", "Durchwahl 4711".
const labelled =
  /(?<!\p{L})(?:tel(?:efon|ephone|\.)?(?:nummer|nr\.?)?|fon|phone|mobil(?:e|funk|telefon)?|handy(?:nummer)?|durchwahl|r(?:ü|ue)ckruf(?:nummer)?|call)(?!\p{L})[\s.:=-]{0,6}(?:(?:number|nr\.?|no\.?)[\s.:]{0,3})?(\(?\+?\d[\d()/ .\u00a0\u2010-\u2015-]{1,28}\d)/iu;

const longestText = 128 * 1024;

/**
 * The first e-mail address or telephone number in a text that a person wrote, undefined when there is none. Dates, times,
 * version numbers and bank accounts are no telephone numbers.
 */
export function findContact(text: string): Contact | undefined {
  const looked = text.slice(0, longestText);
  const email = emailPattern.exec(looked)?.[0];
  if (email !== undefined && email.length <= 254) return { kind: 'email', value: email };
  const named = labelled.exec(looked)?.[1];
  if (named !== undefined && isDigits(named, 4) && !isDate(named)) return { kind: 'telephone', value: named.trim() };
  for (const [found] of looked.matchAll(telephonePattern)) {
    if (isDigits(found, 7) && !isDate(found)) return { kind: 'telephone', value: found.trim() };
  }
  return undefined;
}

/** E.164 allows fifteen digits; `00` before the country comes on top. */
function isDigits(text: string, fewest: number): boolean {
  const digits = text.replace(/\D/g, '');
  return digits.length >= fewest && digits.length <= 17 && new Set(digits).size > 1;
}

/** 01.02.2026, 01/02/26, 01-02-2026 and 0.10.2.41 are none. */
function isDate(text: string): boolean {
  return /^\(?0?\d[./-]\d{1,2}[./-](?:\d{2}|\d{4})\b/.test(text) || /^\d{1,3}(?:\.\d{1,4}){2,}$/.test(text);
}

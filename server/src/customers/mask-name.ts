/** Says nothing about who it is: kept as it stands. */
const form =
  /^(gGmbH|GmbH|mbH|AG|KG|OHG|UG|SE|eG|e\.?V\.?|i\.?G\.?|Co\.?|&|und|der|die|das|des|dem|den|für|von|zu|in|am|im)$/i;
/** Short for something, as in "Ev.", "St.", "Dr.". */
const abbreviation = /^\p{L}{1,4}\.$/u;
/** Words that tell an organisation from a person. */
const organisation =
  /gemeinde|kirche|pfarr|diakon|caritas|verein|verband|stiftung|schule|kita|kindergarten|praxis|kanzlei|büro|dienst|stadt|landkreis|zentrum|institut|service|software/i;

const mostWords = 4;

/**
 * Enough of a name for somebody who knows it to notice a wrong number, and not enough to tell a stranger:
 * "Ev. Kirchengemeinde Dortmund-Nord" → "Ev. Kirchengem… Dortm…". Of persons less is shown: "Erika Mustermann" →
 * "Er… Mus…". Never the whole name, and not how long it is.
 */
export function maskName(name: string): string {
  const words = name.normalize('NFC').trim().split(/\s+/);
  const isOrganisation = words.some(
    (word) => organisation.test(word) || /^(gGmbH|GmbH|mbH|AG|KG|OHG|UG|eG|e\.?V\.?)$/i.test(word),
  );
  const show = isOrganisation ? showOfOrganisation : showOfPerson;
  // Of "A. B." or "KG" every word would stay: then none is taken for an abbreviation.
  const isTelling = words.some(isSaying) ? isSaying : () => true;
  const masked = words.slice(0, mostWords).map((word) => (isTelling(word) ? maskWord(word, show) : word));
  if (words.length > mostWords) masked.push('…');
  return masked.join(' ');
}

function isSaying(word: string): boolean {
  return !form.test(word) && !abbreviation.test(word);
}

/** Of compounds ("Dortmund-Nord") only the first part. */
function maskWord(word: string, show: (letters: number) => number): string {
  const letters = [...(/^[^\p{L}\p{N}]*[\p{L}\p{M}\p{N}]*/u.exec(word)?.[0] ?? word)];
  return `${letters.slice(0, show(letters.length)).join('')}…`;
}

function showOfOrganisation(letters: number): number {
  if (letters <= 4) return Math.min(1, letters - 1);
  return letters <= 8 ? Math.max(2, letters - 3) : Math.min(10, Math.round((letters * 2) / 3));
}

function showOfPerson(letters: number): number {
  if (letters <= 3) return Math.min(1, letters - 1);
  return letters <= 6 ? 2 : 3;
}

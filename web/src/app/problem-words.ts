import { Problem } from '../api/problem.ts';
import type { Language } from '../i18n/language.ts';
import { plural } from '../i18n/plural.ts';
import type { Words } from '../i18n/words.ts';

const de = {
  unreachable: 'Der Server ist gerade nicht zu erreichen. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.',
  internal_error: 'Auf dem Server ist ein Fehler aufgetreten. Was er schon bestätigt hat, ist sicher.',
  not_signed_in: 'Ihre Sitzung ist beendet. Melden Sie sich bitte wieder an.',
  totp_enrolment_required: 'Richten Sie bitte zuerst den zweiten Faktor ein.',
  not_allowed: 'Dafür fehlt Ihnen die Berechtigung. Wenden Sie sich an eine Inhaberin oder einen Inhaber des Kontos.',
  not_found: 'Das gibt es nicht (mehr), oder es gehört nicht zu Ihrer Firma.',
  foreign_origin:
    'Der Server hat die Anfrage abgewiesen, weil sie von einer anderen Adresse kam. Öffnen Sie die Seite unter ihrer gewohnten Adresse.',
  invalid_request: 'Der Server konnte mit den Angaben nichts anfangen. Prüfen Sie bitte Ihre Eingaben.',
  erased: 'Der Inhalt ist gelöscht.',
  dropoff_closed: 'Dieser Fall ist schon geschlossen.',
  dropoff_changing: 'An dieser Einsendung ändert sich gerade etwas. Versuchen Sie es in ein paar Sekunden noch einmal.',
  file_waiting: 'Die Datei wartet auf die Virenprüfung. Versuchen Sie es gleich noch einmal.',
  file_in_quarantine: 'Die Datei ist in Quarantäne und lässt sich nicht öffnen.',
  no_receipt: 'Zu dieser Einsendung gibt es keine Eingangsbestätigung.',
  storage_full: 'Auf dem Server ist gerade kein Platz mehr. Es ging nichts verloren.',
  too_large: 'Das ist zu groß.',
  rate_limited: (seconds: number) =>
    `Das waren zu viele Versuche. Bitte warten Sie ${waitingTime('de', seconds)} und versuchen Sie es dann noch einmal.`,
  unknown:
    'Das hat nicht geklappt. Versuchen Sie es noch einmal; bleibt es dabei, nennen Sie Ihrer Technik das Kürzel darunter.',
  codeLabel: 'Kürzel für die Technik:',
};

/** One sentence for each code any page may meet; rooms add their own. */
export const problemWords: Words<typeof de> = {
  de,
  en: {
    unreachable: 'The server cannot be reached at the moment. Check your connection and try again.',
    internal_error: 'Something went wrong on the server. What it confirmed before is safe.',
    not_signed_in: 'Your session has ended. Please sign in again.',
    totp_enrolment_required: 'Please set up your second factor first.',
    not_allowed: 'You are not allowed to do this. Ask an owner of the account.',
    not_found: 'This does not exist (any more), or it does not belong to your firm.',
    foreign_origin:
      'The server refused the request because it came from another address. Open the page at its usual address.',
    invalid_request: 'The server could not make sense of this. Please check what you entered.',
    erased: 'The contents have been erased.',
    dropoff_closed: 'This case is already closed.',
    dropoff_changing: 'This drop-off is just being changed. Please try again in a few seconds.',
    file_waiting: 'The file is waiting for its virus scan. Please try again in a moment.',
    file_in_quarantine: 'The file is in quarantine and cannot be opened.',
    no_receipt: 'There is no delivery receipt for this drop-off.',
    storage_full: 'The server has no space left at the moment. Nothing was lost.',
    too_large: 'This is too large.',
    rate_limited: (seconds) => `Too many tries. Please wait ${waitingTime('en', seconds)} and try again.`,
    unknown: 'This did not work. Please try again; if it keeps failing, tell your technicians the code below.',
    codeLabel: 'Code for your technicians:',
  },
};

function waitingTime(language: Language, seconds: number): string {
  const de = language === 'de';
  if (seconds >= 90) {
    return plural(language, Math.ceil(seconds / 60), de ? '# Minute' : '# minute', de ? '# Minuten' : '# minutes');
  }
  return plural(language, Math.max(1, seconds), de ? '# Sekunde' : '# second', de ? '# Sekunden' : '# seconds');
}

export type ProblemText = {
  text: string;
  /** For the telephone; undefined when the sentence says it all. */
  code: string | undefined;
};

/** What to tell a person about a failure. `own` are the room's sentences by code; they win. */
export function describeProblem(
  error: unknown,
  words: (typeof problemWords)['en'],
  own: Readonly<Record<string, string>> = {},
): ProblemText {
  if (!(error instanceof Problem))
    return { text: words.unknown, code: error instanceof Error ? error.name : undefined };
  const ownText = own[error.code];
  if (ownText) return { text: ownText, code: undefined };
  const text = error.code in words ? words[error.code as keyof typeof words] : undefined;
  if (typeof text === 'function') return { text: text(waitSeconds(error)), code: undefined };
  if (text) return { text, code: error.status >= 500 ? error.code : undefined };
  return { text: words.unknown, code: error.code };
}

function waitSeconds(problem: Problem): number {
  const seconds = problem.details['retryAfterSeconds'];
  return typeof seconds === 'number' ? Math.ceil(seconds) : 60;
}

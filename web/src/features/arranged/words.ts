import type { Words } from '../../i18n/words.ts';

const de = {
  asked: (who: string, firm: string) => `${who} (${firm}) bittet Sie um Dateien`,
  until: (at: string) => `Der Link gilt bis ${at}.`,
  usesLeft: (count: number) => `Er gilt noch für ${count} Einsendungen.`,
  lastUse: 'Er gilt für eine Einsendung.',
  case: (reference: string) => `Fall: ${reference}`,
  refusedTitle: 'Mit diesem Link geht es nicht',
  refusals: {
    request_unknown: 'Der Link ist nicht vollständig, oder die Anfrage gibt es nicht mehr.',
    request_over: 'Die Anfrage ist abgelaufen oder wurde zurückgezogen.',
    request_used_up: 'Auf diese Anfrage wurde schon so oft geantwortet, wie sie erlaubt.',
    request_for_another: 'Die Anfrage ist für eine andere Kundennummer.',
    request_required: 'Diese Firma nimmt nur Dateien an, um die sie gebeten hat.',
    link_unsigned: 'Diese Firma nimmt nur Links mit gültiger Unterschrift an.',
    link_wrong:
      'Der Link ist nicht vollständig, oder die Kundennummer wurde geändert. Öffnen Sie ihn so, wie Sie ihn bekommen haben.',
    link_expired: 'Der Link ist abgelaufen.',
    case_reference_invalid: 'Der Link enthält eine Fallnummer, die zu lang ist.',
  } as Record<string, string>,
  askAgain: 'Bitten Sie die Firma um einen neuen Link. Es wurde nichts übertragen.',
  onlyAskedTitle: 'Diese Firma nimmt nur Dateien an, um die sie gebeten hat',
  onlyAskedText: (firm: string) =>
    `Öffnen Sie den Link, den Sie von ${firm} bekommen haben. Haben Sie keinen, bitten Sie dort um einen.`,
};

/** What a link carries: who asks for what, and why it may not work. */
export const arrangedWords: Words<typeof de> = {
  de,
  en: {
    asked: (who, firm) => `${who} (${firm}) asks you for files`,
    until: (at) => `The link works until ${at}.`,
    usesLeft: (count) => `It works for ${count} more drop-offs.`,
    lastUse: 'It works for one drop-off.',
    case: (reference) => `Case: ${reference}`,
    refusedTitle: 'This link does not work',
    refusals: {
      request_unknown: 'The link is not complete, or the request does not exist any more.',
      request_over: 'The request has run out or was revoked.',
      request_used_up: 'This request was answered as often as it allows.',
      request_for_another: 'The request is for another customer number.',
      request_required: 'This firm takes only files it has asked for.',
      link_unsigned: 'This firm takes only links with a valid signature.',
      link_wrong: 'The link is not complete, or the customer number was changed. Open it as you received it.',
      link_expired: 'The link has run out.',
      case_reference_invalid: 'The link holds a case reference that is too long.',
    },
    askAgain: 'Ask the firm for a new link. Nothing was sent.',
    onlyAskedTitle: 'This firm takes only files it has asked for',
    onlyAskedText: (firm) => `Open the link you got from ${firm}. If you have none, ask them for one.`,
  },
};

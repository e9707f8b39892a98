import type { LogFailure } from '@schleuse/proofs/verify-log-proof';

import { plural } from '../../i18n/plural.ts';

const files = (count: number) => plural('de', count, '# Datei', '# Dateien');

export const de = {
  title: 'Eingangsbestätigung prüfen',
  intro:
    'Prüfen Sie, ob eine Bestätigung oder ein Löschprotokoll echt ist und ob Ihre Dateien noch dieselben sind. Alles geschieht auf Ihrem Gerät: Es wird nichts gesendet.',
  dropHere: 'Ziehen Sie die Bestätigung oder das Löschprotokoll (JSON) und die Dateien hierher',
  dropMore: 'Ziehen Sie die Dateien hierher, die Sie vergleichen möchten',
  dropReceipt: 'Ziehen Sie die Bestätigung dazu, um zu sehen, ob alle Dateien gelöscht sind',
  dropNow: 'Jetzt loslassen',
  pickFiles: 'Dateien auswählen',
  pickFolder: 'Ordner auswählen',
  where: 'Die JSON-Datei haben Sie auf der Erfolgsseite gespeichert; sie hängt auch an der PDF-Bestätigung.',
  notReceipt: (name: string) => `„${name}“ ist keine Eingangsbestätigung und kein Löschprotokoll`,
  notReceiptText: 'Wählen Sie die JSON-Datei, wie Sie sie nach der Übermittlung gespeichert haben, unverändert.',
  receiptMissing: 'Die Bestätigung fehlt noch',
  receiptMissingText: 'Ohne sie lässt sich nichts vergleichen. Ihre Dateien sind gemerkt.',
  unsupported: 'Dieser Browser kann die Unterschrift nicht prüfen',
  unsupportedText:
    'Nehmen Sie einen aktuellen Browser und öffnen Sie diese Seite über eine sichere Verbindung (https).',
  unreadable: (names: string) => `Nicht lesbar: ${names}`,
  hashing: (done: string, all: string) => `Prüfsummen werden berechnet: ${done} von ${all}`,
  hashingBar: 'Berechnung der Prüfsummen',
  again: 'Andere Bestätigung prüfen',
  print: 'Ergebnis drucken',

  verdict: {
    forged: 'Diese Bestätigung ist nicht echt',
    files_differ: 'Nicht alle Dateien stimmen überein',
    files_missing: 'Die Bestätigung ist echt; es fehlen noch Dateien',
    key_unknown: 'Die Unterschrift passt, aber wessen Schlüssel es ist, bleibt zu prüfen',
    all_same: 'Die Bestätigung ist echt, und alle Dateien sind gleich',
    receipt_only: 'Die Bestätigung ist echt',
  },
  counts: (same: number, differs: number, missing: number, extra: number) =>
    [
      `${files(same)} gleich`,
      differs > 0 && `${differs} anders`,
      missing > 0 && `${missing} nicht hier`,
      extra > 0 && `${extra} nicht in der Bestätigung`,
    ]
      .filter(Boolean)
      .join(', '),
  nowFiles: (count: number) => `Sie nennt ${files(count)}. Ziehen Sie diese hierher, um sie zu vergleichen.`,

  facts: 'Was geprüft wurde',
  signature: 'Unterschrift',
  signatures: {
    known: (firm: string) => `Stimmt. Unterschrieben mit dem Schlüssel, den ${firm} auf diesem Server veröffentlicht.`,
    unknown:
      'Passt zum Schlüssel in der Bestätigung. Das ist aber nicht der Schlüssel dieses Servers: Vergleichen Sie den Fingerabdruck mit der Firma am Telefon.',
    wrong: 'Stimmt nicht. Die Bestätigung wurde nach der Unterschrift verändert oder nie so unterschrieben.',
  },
  fingerprint: 'Fingerabdruck des Schlüssels',
  log: 'Eintrag im Protokoll',
  logs: {
    absent:
      'Diese Bestätigung enthält keinen Nachweis aus dem Protokoll. Sie steht auf der Unterschrift allein; laden Sie sie von der Erfolgsseite neu, dann ist er dabei.',
    proven: (number: string) =>
      `Steht als Eintrag ${number} im fortlaufenden Protokoll der Firma und lässt sich dort nicht unbemerkt ändern.`,
    keyKnown: 'Das Protokoll ist das, das dieser Server veröffentlicht.',
    keyUnknown: 'Ob es das Protokoll der Firma ist, konnte hier nicht verglichen werden.',
    failed: 'Der Nachweis stimmt nicht.',
  },
  reasons: {
    other_event: 'Er gehört zu einem anderen Vorgang.',
    entry_wrong: 'Der Eintrag passt nicht zu dem, was er beschreibt.',
    key_malformed: 'Der Schlüssel des Protokolls ist unbrauchbar.',
    other_key: 'Er ist von einem anderen Protokoll.',
    proof_malformed: 'Er ist unvollständig oder beschädigt.',
    checkpoint_not_signed: 'Der Stand des Protokolls ist nicht unterschrieben.',
    checkpoint_signature_wrong: 'Die Unterschrift unter dem Stand des Protokolls ist falsch.',
    cosignature_wrong: 'Die Unterschrift eines Zeugen ist falsch.',
    not_included: 'Der Eintrag steht nicht im Protokoll.',
  } satisfies Record<LogFailure, string>,
  time: 'Zeitpunkt',
  received: (firm: string, at: string) => `${firm} hat die Dateien am ${at} erhalten.`,
  logged: (at: string) => `Ins Protokoll geschrieben am ${at}.`,
  witnessed: (name: string, at: string) => `Bezeugt von ${name} am ${at}.`,
  erases: (at: string) => `Löschung spätestens am ${at}.`,
  who: 'Kundennummer',
  caseNumber: 'Vorgang',

  erasure: {
    genuine: 'Das Löschprotokoll ist echt',
    keyUnknown: 'Die Unterschrift passt, aber wessen Schlüssel es ist, bleibt zu prüfen',
    forged: 'Dieses Löschprotokoll ist nicht echt',
    sum: (count: number, size: string, at: string) => `${files(count)}, ${size}, endgültig gelöscht am ${at}.`,
    covers: (found: number, all: number) =>
      found === all
        ? `Alle ${files(all)} der Bestätigung stehen darin.`
        : `Nur ${found} von ${files(all)} der Bestätigung stehen darin.`,
    otherCase: 'Die Bestätigung daneben gehört zu einem anderen Vorgang.',
    locked: (ordered: string, at: string) => `Gesperrt am ${ordered}, gelöscht am ${at}.`,
    key: 'Der Schlüssel ist vernichtet: Auch Kopien in Datensicherungen lassen sich nicht mehr öffnen.',
    kept: (until: string, law: string) => `Der Nachweis wird aufbewahrt, mindestens bis ${until}: ${law}.`,
  },

  files: 'Dateien',
  states: { same: 'gleich', differs: 'anders', missing: 'fehlt', extra: 'unbekannt', waiting: 'nicht verglichen' },
  remarks: {
    foundAs: (name: string) => `hier als „${name}“`,
    differs: (expected: string, found: string) =>
      expected === found ? 'anderer Inhalt, gleiche Größe' : `hier ${found}, bestätigt ${expected}`,
    missing: 'noch nicht hierhergezogen',
    extra: 'steht nicht in der Bestätigung',
  },
};

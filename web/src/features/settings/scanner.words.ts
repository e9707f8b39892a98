import { plural } from '../../i18n/plural.ts';
import type { Words } from '../../i18n/words.ts';

const de = {
  title: 'Virenprüfung',
  intro: 'Jede Datei wird geprüft, bevor jemand sie öffnen kann. Eingerichtet wird das auf dem Server.',
  none: 'Kein Virenscanner eingerichtet',
  noneText:
    'Dateien sind so da, wie sie kamen, und bei jeder steht „ungeprüft“. Wer den Server betreibt, kann mit der Einstellung CLAMD einen Virenscanner anschließen.',
  checking: 'Der Virenscanner wird gerade überprüft',
  working: 'Der Virenscanner arbeitet',
  lastCheck: (at: string, version: string) => `Zuletzt überprüft ${at} (${version}).`,
  failing: (since: string) => `Der Virenscanner arbeitet nicht, seit ${since}`,
  failingText:
    'Neue Dateien warten und lassen sich nicht öffnen. Verloren geht nichts: Sobald er wieder arbeitet, wird alles nachgeholt.',
  waiting: (count: number) =>
    plural('de', count, '# Datei wartet auf die Prüfung.', '# Dateien warten auf die Prüfung.'),
  quarantined: (count: number) => plural('de', count, '# Datei ist in Quarantäne.', '# Dateien sind in Quarantäne.'),
  reasons: {
    unreachable: 'Er ist nicht erreichbar.',
    silent: 'Er antwortet nicht.',
    closed_early: 'Er bricht die Verbindung ab.',
    garbled: 'Er antwortet etwas, das kein Ergebnis ist.',
    signatures_missing: 'Er erkennt die Prüfdatei EICAR nicht: Ihm fehlen die Signaturen.',
    signatures_old: 'Seine Signaturen sind zu alt.',
    archives_not_opened: 'Er sieht nicht in Archive hinein (ScanArchive in clamd.conf).',
    encrypted_not_reported: 'Er meldet verschlüsselte Archive nicht (AlertEncrypted in clamd.conf).',
    limits_not_reported: 'Er meldet nicht, wenn etwas über seine Grenzen geht (AlertExceedsMax in clamd.conf).',
    harmless_found: 'Er hält auch Harmloses für gefährlich.',
  } as Record<string, string>,
};

/** The virus scanner, on the page of settings. */
export const scannerWords: Words<typeof de> = {
  de,
  en: {
    title: 'Virus scan',
    intro: 'Every file is scanned before anybody can open it. It is set up on the server.',
    none: 'No virus scanner is set up',
    noneText:
      'Files are here as they came, and each says “not scanned”. Whoever runs the server can connect a virus scanner with the setting CLAMD.',
    checking: 'The virus scanner is being checked',
    working: 'The virus scanner works',
    lastCheck: (at, version) => `Last checked ${at} (${version}).`,
    failing: (since) => `The virus scanner has not worked since ${since}`,
    failingText:
      'New files wait and cannot be opened. Nothing is lost: as soon as it works again, everything is made up for.',
    waiting: (count) => plural('en', count, '# file is waiting for its scan.', '# files are waiting for their scan.'),
    quarantined: (count) => plural('en', count, '# file is in quarantine.', '# files are in quarantine.'),
    reasons: {
      unreachable: 'It cannot be reached.',
      silent: 'It does not answer.',
      closed_early: 'It breaks the connection off.',
      garbled: 'It answers something that is no verdict.',
      signatures_missing: 'It does not know the test file EICAR: it has no signatures.',
      signatures_old: 'Its signatures are too old.',
      archives_not_opened: 'It does not look into archives (ScanArchive in clamd.conf).',
      encrypted_not_reported: 'It does not report encrypted archives (AlertEncrypted in clamd.conf).',
      limits_not_reported: 'It does not report what exceeds its limits (AlertExceedsMax in clamd.conf).',
      harmless_found: 'It takes harmless things for dangerous.',
    },
  },
};

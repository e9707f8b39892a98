import { plural } from '../../i18n/plural.ts';
import type { Words } from '../../i18n/words.ts';

const de = {
  column: 'Virenprüfung',
  scans: {
    waiting: 'wartet auf Prüfung',
    clean: 'geprüft, ohne Fund',
    infected: 'in Quarantäne',
    unscannable: 'nicht prüfbar',
    unscanned: 'ungeprüft',
  },
  unscannedWhy: 'kein Virenscanner eingerichtet',
  unscannable: {
    encrypted: 'verschlüsselt',
    too_large: 'zu groß für den Virenscanner',
    nested_too_deep: 'Archive zu tief ineinander',
    takes_too_long: 'die Prüfung dauert zu lange',
  } as Record<string, string>,
  released: 'freigegeben trotz Fund',
  erased: 'in Quarantäne gelöscht',
  found: (finding: string) => `Fund: ${finding}`,
  reason: (reason: string) => `Begründung: ${reason}`,
  waitingTitle: (count: number) =>
    plural('de', count, '# Datei wartet auf die Virenprüfung', '# Dateien warten auf die Virenprüfung'),
  waitingText:
    'Bis dahin lässt sich nicht alles öffnen. Die Seite aktualisiert sich von selbst; dauert es lange, erhält die Inhaberin oder der Inhaber eine E-Mail.',
  quarantinedTitle: (count: number) => `${plural('de', count, '# Datei', '# Dateien')} in Quarantäne`,
  quarantinedAgent:
    'Der Virenscanner hat etwas gefunden. Name und Fund sieht nur, wer die Rolle Inhaber hat, und entscheidet darüber. Die übrigen Dateien können Sie öffnen.',
  quarantinedOwner:
    'Der Virenscanner hat etwas gefunden; niemand kann die Datei öffnen. Entscheiden Sie unten in der Liste: löschen, oder mit Begründung freigeben. Ohne Entscheidung wird sie mit der Einsendung gelöscht.',
  downloadWaiting: 'Alle herunterladen geht, sobald alles geprüft ist.',
  receiptHeld: 'Die Eingangsbestätigung nennt die Datei in Quarantäne; öffnen kann sie, wer die Rolle Inhaber hat.',
  release: 'Freigeben',
  releaseFile: (name: string) => `Freigeben: ${name}`,
  erase: 'Löschen',
  eraseFile: (name: string) => `Löschen: ${name}`,
  releaseTitle: 'Aus der Quarantäne freigeben',
  releaseText: (name: string, finding: string) =>
    `In „${name}“ hat der Virenscanner „${finding}“ gefunden. Nach der Freigabe kann das ganze Team die Datei herunterladen.`,
  releaseReason: 'Warum ist das unbedenklich?',
  releaseHint: 'Mindestens 10 Zeichen. Die Begründung steht im Protokoll; nennen Sie keine Personen.',
  tooShort: 'Begründen Sie die Freigabe mit mindestens 10 Zeichen.',
  releaseFailed: 'Die Datei ist nicht freigegeben',
  eraseTitle: 'In der Quarantäne löschen',
  eraseText: (name: string) =>
    `„${name}“ wird endgültig gelöscht; niemand kann sie zurückholen. Die übrigen Dateien der Einsendung bleiben.`,
  eraseForGood: 'Endgültig löschen',
  eraseFailed: 'Die Datei ist nicht gelöscht',
  cancel: 'Abbrechen',
  keep: 'In Quarantäne lassen',
  problems: {
    not_found: 'Die Datei ist nicht mehr in Quarantäne: Jemand anderes hat schon entschieden.',
    reason_too_short: 'Begründen Sie die Freigabe mit mindestens 10 Zeichen.',
    dropoff_open: 'Die Einsendung kommt noch an. Löschen können Sie die Datei, sobald sie übermittelt ist.',
    on_hold: 'Für diese Einsendung ist eine Aufbewahrung angeordnet: Solange sie gilt, wird nichts gelöscht.',
    kept_by_rule: 'Eine Regel der Aufbewahrung hält diese Einsendung: Vor deren Ende wird nichts gelöscht.',
  },
};

/** What is said of the virus scan, on the page of a drop-off. */
export const scanWords: Words<typeof de> = {
  de,
  en: {
    column: 'Virus scan',
    scans: {
      waiting: 'waiting for its scan',
      clean: 'scanned, nothing found',
      infected: 'in quarantine',
      unscannable: 'cannot be scanned',
      unscanned: 'not scanned',
    },
    unscannedWhy: 'no virus scanner is set up',
    unscannable: {
      encrypted: 'encrypted',
      too_large: 'too large for the virus scanner',
      nested_too_deep: 'archives nested too deep',
      takes_too_long: 'the scan takes too long',
    },
    released: 'released in spite of a finding',
    erased: 'erased in quarantine',
    found: (finding) => `Found: ${finding}`,
    reason: (reason) => `Reason: ${reason}`,
    waitingTitle: (count) =>
      plural('en', count, '# file is waiting for its virus scan', '# files are waiting for their virus scan'),
    waitingText:
      'Until then not everything can be opened. The page updates by itself; if it takes long, the owners get a mail.',
    quarantinedTitle: (count) => `${plural('en', count, '# file', '# files')} in quarantine`,
    quarantinedAgent:
      'The virus scanner has found something. Only owners see name and finding, and decide about it. You can open the other files.',
    quarantinedOwner:
      'The virus scanner has found something; nobody can open the file. Decide below in the list: erase it, or release it with a reason. Without a decision it is erased with the drop-off.',
    downloadWaiting: 'Downloading all works once everything is scanned.',
    receiptHeld: 'The delivery receipt names the file in quarantine; owners can open it.',
    release: 'Release',
    releaseFile: (name) => `Release: ${name}`,
    erase: 'Erase',
    eraseFile: (name) => `Erase: ${name}`,
    releaseTitle: 'Release from quarantine',
    releaseText: (name, finding) =>
      `In “${name}” the virus scanner has found “${finding}”. Once released, the whole team can download the file.`,
    releaseReason: 'Why is this harmless?',
    releaseHint: 'At least 10 characters. The reason stands in the log; do not name people.',
    tooShort: 'Give a reason of at least 10 characters.',
    releaseFailed: 'The file is not released',
    eraseTitle: 'Erase in quarantine',
    eraseText: (name) =>
      `“${name}” will be erased for good; nobody can bring it back. The other files of the drop-off stay.`,
    eraseForGood: 'Erase for good',
    eraseFailed: 'The file is not erased',
    cancel: 'Cancel',
    keep: 'Leave in quarantine',
    problems: {
      not_found: 'The file is not in quarantine any more: somebody else has decided already.',
      reason_too_short: 'Give a reason of at least 10 characters.',
      dropoff_open: 'The drop-off is still arriving. You can erase the file once it is submitted.',
      on_hold: 'This drop-off is on hold: as long as that lasts, nothing of it is erased.',
      kept_by_rule: 'A rule of retention keeps this drop-off: nothing of it is erased before its end.',
    },
  },
};

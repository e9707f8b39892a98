import { formatFiles, formatInstant, type Language } from '../format.ts';
import { type MailText, mailText } from './mail-texts.ts';

export type ScanAlarmFacts = {
  firm: string;
  /** Of server/src/scanning/scanner-fault.ts, or `slow`. */
  reason: string;
  waiting: number;
  at: Date;
  url: string;
};

/** What is wrong with the scanner, in words for whoever can mend it. */
const reasons: Record<Language, Record<string, string>> = {
  de: {
    unreachable: 'Der Virenscanner ist nicht erreichbar.',
    silent: 'Der Virenscanner antwortet nicht.',
    closed_early: 'Der Virenscanner bricht die Verbindung ab.',
    garbled: 'Der Virenscanner antwortet etwas, das kein Ergebnis ist.',
    stream_limit:
      'Eine Datei ist größer, als der Virenscanner annimmt. Wer den Server betreibt, muss StreamMaxLength in clamd.conf erhöhen.',
    signatures_missing: 'Der Virenscanner erkennt die Prüfdatei EICAR nicht: Ihm fehlen die Signaturen.',
    signatures_old: 'Die Signaturen des Virenscanners sind zu alt.',
    archives_not_opened: 'Der Virenscanner sieht nicht in Archive hinein (ScanArchive in clamd.conf).',
    encrypted_not_reported: 'Der Virenscanner meldet verschlüsselte Archive nicht (AlertEncrypted in clamd.conf).',
    limits_not_reported:
      'Der Virenscanner meldet nicht, wenn etwas über seine Grenzen geht (AlertExceedsMax in clamd.conf).',
    harmless_found: 'Der Virenscanner hält auch Harmloses für gefährlich.',
    slow: 'Dateien warten seit mehr als einer halben Stunde auf die Prüfung, obwohl der Virenscanner arbeitet.',
  },
  en: {
    unreachable: 'The virus scanner cannot be reached.',
    silent: 'The virus scanner does not answer.',
    closed_early: 'The virus scanner breaks the connection off.',
    garbled: 'The virus scanner answers something that is no verdict.',
    stream_limit:
      'A file is larger than the virus scanner takes. Whoever runs the server has to raise StreamMaxLength in clamd.conf.',
    signatures_missing: 'The virus scanner does not know the test file EICAR: it has no signatures.',
    signatures_old: "The virus scanner's signatures are too old.",
    archives_not_opened: 'The virus scanner does not look into archives (ScanArchive in clamd.conf).',
    encrypted_not_reported: 'The virus scanner does not report encrypted archives (AlertEncrypted in clamd.conf).',
    limits_not_reported: 'The virus scanner does not report what exceeds its limits (AlertExceedsMax in clamd.conf).',
    harmless_found: 'The virus scanner takes harmless things for dangerous.',
    slow: 'Files have been waiting for their scan for more than half an hour although the virus scanner works.',
  },
};

/** Files wait: why, since they do nothing by themselves, and that nothing is lost. */
export function scanAlarmText({ firm, reason, waiting, at, url }: ScanAlarmFacts, language: Language): MailText {
  const files = formatFiles(waiting, language);
  const when = formatInstant(at, language);
  const why = reasons[language][reason] ?? reason;
  if (language === 'de') {
    const state = waiting > 0 ? `${files} warten auf die Prüfung` : 'Neue Dateien müssten auf die Prüfung warten';
    const happened = [
      `${why} (Stand ${when})`,
      `${state} und lassen sich bis dahin nicht öffnen. Verloren geht nichts, und Kunden können weiter einsenden: Sobald der Virenscanner arbeitet, wird alles nachgeholt. Wenden Sie sich an den Betreiber des Servers.`,
    ];
    return mailText(
      language,
      'Virenprüfung steht: Dateien müssen warten',
      happened,
      { label: 'Eingang ansehen:', url },
      firm,
    );
  }
  const state = waiting > 0 ? `Waiting for their scan: ${files}` : 'New files would have to wait for their scan';
  const happened = [
    `${why} (as of ${when})`,
    `${state}; until then they cannot be opened. Nothing is lost, and customers can go on sending: as soon as the virus scanner works, everything is made up for. Turn to the operator of the server.`,
  ];
  return mailText(language, 'Virus scan stopped: files have to wait', happened, { label: 'See the inbox:', url }, firm);
}

/** No name and no finding: mails are read on locked screens. */
export function quarantineText(
  { firm, at, url }: { firm: string; at: Date; url: string },
  language: Language,
): MailText {
  const when = formatInstant(at, language);
  if (language === 'de') {
    const happened = [
      `Der Virenscanner hat in einer Einsendung etwas gefunden (${when}). Die Datei ist in Quarantäne: Niemand kann sie öffnen.`,
      'Wer die Rolle Inhaber hat, sieht Namen und Fund und entscheidet: löschen oder mit Begründung freigeben. Ohne Entscheidung wird sie mit der Einsendung gelöscht.',
    ];
    return mailText(language, 'Datei in Quarantäne', happened, { label: 'Ansehen und entscheiden:', url }, firm);
  }
  const happened = [
    `The virus scanner has found something in a drop-off (${when}). The file is in quarantine: nobody can open it.`,
    'Owners see its name and the finding and decide: erase it, or release it with a reason. Without a decision it is erased with the drop-off.',
  ];
  return mailText(language, 'File in quarantine', happened, { label: 'Look and decide:', url }, firm);
}

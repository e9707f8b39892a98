import { formatBytes, formatDate, formatFiles, formatInstant, type Language } from '../format.ts';
import type { SecurityChange } from './notifications.types.ts';

/** Subjects name no customer, no file and no firm: they are read on locked screens and by relays. */
export type MailText = { subject: string; body: string };

export type Link = { label: string; url: string };

/** First line what happened, then one link, then why one gets it. */
export function mailText(language: Language, subject: string, happened: string[], link: Link, firm: string): MailText {
  const why =
    language === 'de'
      ? `Diese Nachricht kommt von der Schleuse der Firma ${firm}. Antworten gehen an die Firma.`
      : `This message comes from the Schleuse of ${firm}. Replies go to the firm.`;
  return { subject, body: [...happened, `${link.label}\n${link.url}`, why].join('\n\n') };
}

export type ArrivalFacts = {
  firm: string;
  fileCount: number;
  totalBytes: number;
  quarantined?: number | undefined;
  erasesAt?: Date | undefined;
  url: string;
};

export function arrivalText(facts: ArrivalFacts, language: Language): MailText {
  const files = formatFiles(facts.fileCount, language);
  const what = `${files}, ${formatBytes(facts.totalBytes, language)}`;
  const until = facts.erasesAt && formatDate(facts.erasesAt, language);
  if (language === 'de') {
    const happened = [`Eine Einsendung ist vollständig eingegangen: ${what}.`];
    if (facts.quarantined) {
      const held = `${formatFiles(facts.quarantined, language)} in Quarantäne`;
      happened.push(
        `Davon ${held}: Der Virenscanner hat etwas gefunden. Darüber entscheidet, wer die Rolle Inhaber hat.`,
      );
    }
    if (until) happened.push(`Sie wird gelöscht, sobald Sie den Fall schließen, spätestens am ${until}.`);
    return mailText(
      language,
      `Neue Einsendung: ${files}`,
      happened,
      { label: 'Im Eingang öffnen:', url: facts.url },
      facts.firm,
    );
  }
  const happened = [`A drop-off has arrived completely: ${what}.`];
  if (facts.quarantined) {
    const held = `${formatFiles(facts.quarantined, language)} in quarantine`;
    happened.push(`Of these, ${held}: the virus scanner has found something. An owner decides about it.`);
  }
  if (until) happened.push(`It is erased as soon as you close the case, and no later than ${until}.`);
  return mailText(
    language,
    `New drop-off: ${files}`,
    happened,
    { label: 'Open in the inbox:', url: facts.url },
    facts.firm,
  );
}

export type UnfinishedFacts = {
  firm: string;
  arrived: number;
  expected: number;
  lastProgressAt?: Date | undefined;
  url: string;
};

export function unfinishedText(facts: UnfinishedFacts, language: Language): MailText {
  const since = facts.lastProgressAt && formatInstant(facts.lastProgressAt, language);
  const number = (value: number): string => new Intl.NumberFormat(language).format(value);
  if (language === 'de') {
    const count = `${number(facts.arrived)} von ${formatFiles(facts.expected, language)} angekommen`;
    const happened = [
      `Eine Einsendung ist nicht fertig geworden: ${count}.`,
      `${since ? `Seit ${since} kam nichts mehr an. ` : ''}Der Absender kann sie noch fortsetzen; vielleicht braucht er Hilfe.`,
    ];
    return mailText(
      language,
      `Unvollständige Einsendung: ${count}`,
      happened,
      { label: 'Im Eingang ansehen:', url: facts.url },
      facts.firm,
    );
  }
  const count = `${number(facts.arrived)} of ${formatFiles(facts.expected, language)} arrived`;
  const happened = [
    `A drop-off was not finished: ${count}.`,
    `${since ? `Nothing has come since ${since}. ` : ''}The sender can still go on; perhaps they need help.`,
  ];
  return mailText(
    language,
    `Unfinished drop-off: ${count}`,
    happened,
    { label: 'Look in the inbox:', url: facts.url },
    facts.firm,
  );
}

export type InvitationFacts = { firm: string; expiresAt: Date; url: string };

export function invitationText({ firm, expiresAt, url }: InvitationFacts, language: Language): MailText {
  const until = formatInstant(expiresAt, language);
  if (language === 'de') {
    return mailText(
      language,
      'Ihre Einladung zur Schleuse',
      [
        `${firm} lädt Sie ein, in der Schleuse mitzuarbeiten: Dort kommen die Dateien der Kunden an.`,
        `Der Link gilt einmal und bis ${until}. Wer ihn kennt, kann ihn einlösen: Geben Sie ihn nicht weiter. Haben Sie nichts erwartet, lassen Sie ihn einfach liegen.`,
      ],
      { label: 'Einladung annehmen:', url },
      firm,
    );
  }
  return mailText(
    language,
    'Your invitation to Schleuse',
    [
      `${firm} invites you to work in its Schleuse, where customers' files arrive.`,
      `The link works once and until ${until}. Whoever knows it can use it: do not pass it on. If you expected nothing, just leave it.`,
    ],
    { label: 'Accept the invitation:', url },
    firm,
  );
}

/** Says what a wrong recipient should do, since anybody may type anybody's address. */
export function passwordResetText({ firm, expiresAt, url }: InvitationFacts, language: Language): MailText {
  const until = formatInstant(expiresAt, language);
  if (language === 'de') {
    return mailText(
      language,
      'Neues Passwort für die Schleuse',
      [
        'Jemand, vermutlich Sie selbst, möchte für Ihr Konto ein neues Passwort wählen.',
        `Der Link gilt einmal und bis ${until}. Ihr zweiter Faktor bleibt, wie er ist. Waren Sie das nicht, brauchen Sie nichts zu tun: Ihr Passwort gilt weiter.`,
      ],
      { label: 'Neues Passwort wählen:', url },
      firm,
    );
  }
  return mailText(
    language,
    'New password for Schleuse',
    [
      'Somebody, probably you, wants to choose a new password for your account.',
      `The link works once and until ${until}. Your second factor stays as it is. If it was not you, you need not do anything: your password still works.`,
    ],
    { label: 'Choose a new password:', url },
    firm,
  );
}

const changes: Record<SecurityChange, Record<Language, string>> = {
  password_changed: { de: 'Ihr Passwort wurde geändert', en: 'Your password was changed' },
  password_reset: {
    de: 'Für Ihr Konto wurde über einen Link ein neues Passwort gewählt',
    en: 'A new password was chosen for your account with a link',
  },
  totp_added: { de: 'Die Anmeldung mit Einmalcode wurde eingerichtet', en: 'Sign-in with one-time codes was set up' },
  totp_removed: { de: 'Die Anmeldung mit Einmalcode wurde entfernt', en: 'Sign-in with one-time codes was removed' },
  passkey_added: { de: 'Ein Passkey wurde hinzugefügt', en: 'A passkey was added' },
  passkey_removed: { de: 'Ein Passkey wurde entfernt', en: 'A passkey was removed' },
  recovery_codes_renewed: {
    de: 'Ihre Wiederherstellungscodes wurden erneuert',
    en: 'Your recovery codes were renewed',
  },
  role_changed: { de: 'Ihre Rolle wurde geändert', en: 'Your role was changed' },
  ssh_key_added: { de: 'Ihrem Konto wurde ein SSH-Schlüssel hinzugefügt', en: 'An SSH key was added to your account' },
};

export type SecurityFacts = { firm: string; change: SecurityChange; at: Date; url: string };

export function securityText({ firm, change, at, url }: SecurityFacts, language: Language): MailText {
  const what = changes[change][language];
  const when = formatInstant(at, language);
  const advice =
    language === 'de'
      ? 'Waren Sie das nicht, melden Sie sich sofort bei Ihrer Firma, ändern Sie Ihr Passwort und beenden Sie fremde Sitzungen.'
      : 'If this was not you, tell your firm at once, change your password and end the sessions that are not yours.';
  const label = language === 'de' ? 'Konto ansehen:' : 'See your account:';
  const happened = [`${what}: ${when}.`, advice];
  return mailText(language, what, happened, { label, url }, firm);
}

export type CheckpointFacts = { firm: string; day: string; checkpoint: string; verifierKey: string; url: string };

/** The signed tree head as it is: whoever keeps these mails can show later that the log was changed. */
export function checkpointText(facts: CheckpointFacts, language: Language): MailText {
  const { firm, day, checkpoint, verifierKey, url } = facts;
  if (language === 'de') {
    const keep =
      'Bewahren Sie diese Nachricht auf. Mit ihr lässt sich später beweisen, dass im Protokoll nichts geändert, entfernt oder eingeschoben wurde (schleuse audit).';
    const happened = [keep, checkpoint.trimEnd(), `Schlüssel des Protokolls:\n${verifierKey}`];
    return mailText(language, `Prüfpunkt des Protokolls, ${day}`, happened, { label: 'Der neueste:', url }, firm);
  }
  const keep =
    'Keep this message. With it can be proven later that nothing in the log was changed, removed or slipped in (schleuse audit).';
  const happened = [keep, checkpoint.trimEnd(), `Key of the log:\n${verifierKey}`];
  return mailText(language, `Checkpoint of the log, ${day}`, happened, { label: 'The newest:', url }, firm);
}

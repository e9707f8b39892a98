import { plural } from '../../i18n/plural.ts';
import type { Words } from '../../i18n/words.ts';

type Facts = Readonly<Record<string, string | number>>;
const number = (value: string | number | undefined): number => (typeof value === 'number' ? value : 0);

const signInWays: Readonly<Record<string, string>> = {
  none: 'nur Passwort',
  'recovery-code': 'Passwort und Wiederherstellungscode',
  passkey: 'Passwort und Passkey',
  'passkey-alone': 'mit Passkey',
};
const signInWaysEn: Readonly<Record<string, string>> = {
  none: 'password only',
  'recovery-code': 'password and recovery code',
  passkey: 'password and passkey',
  'passkey-alone': 'with a passkey',
};

const sftpReasonsDe: Readonly<Record<string, string>> = {
  deactivated: 'Konto abgeschaltet',
  'key-removed': 'Schlüssel entfernt',
  network: 'nicht aus diesem Netz erlaubt',
  hours: 'nicht zu dieser Zeit erlaubt',
};
const sftpReasonsEn: Readonly<Record<string, string>> = {
  deactivated: 'account deactivated',
  'key-removed': 'key removed',
  network: 'not allowed from this network',
  hours: 'not allowed at this time',
};

const limitedDoorsDe: Readonly<Record<string, string>> = {
  'sign-in': 'Anmeldung',
  'second-factor': 'Code des zweiten Faktors',
  'customer-number': 'Kundennummer',
  'drop-off': 'Beginn von Einsendungen',
};
const limitedDoorsEn: Readonly<Record<string, string>> = {
  'sign-in': 'sign-in',
  'second-factor': 'code of the second factor',
  'customer-number': 'customer number',
  'drop-off': 'opening of drop-offs',
};

const de = {
  actors: { staff: 'Jemand aus dem Team', submitter: 'Kunde', anonymous: 'Unbekannt', system: 'Server' },
  acts: {
    'signed-in': (who: string, { factor, network }: Facts) =>
      `${who} hat sich angemeldet (${signInWays[String(factor)] ?? 'mit zweitem Faktor'}${network ? `, aus ${network}` : ''}).`,
    'sign-in-refused': (_: string, { reason, network }: Facts) =>
      `Eine Anmeldung wurde abgelehnt: ${reason === 'deactivated' ? 'Konto abgeschaltet' : reason === 'code' ? 'falscher Code' : reason === 'passkey' ? 'falscher Passkey' : reason === 'unknown' ? 'diese E-Mail-Adresse gibt es hier nicht' : 'falsches Passwort'}${network ? `, aus ${network}` : ''}.`,
    'tries-limited': (_: string, { door }: Facts) =>
      `Nach zu vielen Versuchen muss ein Netz oder Konto warten${door ? `: ${limitedDoorsDe[String(door)] ?? door}` : ''}.`,
    'signed-out': (who: string) => `${who} hat sich abgemeldet.`,
    'sftp-signed-in': (who: string, { network, client }: Facts) =>
      `${who} hat sich über SFTP angemeldet${network ? `, aus ${network}` : ''}${client ? ` (${client})` : ''}.`,
    'sftp-refused': (_: string, { reason, network }: Facts) =>
      `Eine Anmeldung über SFTP wurde abgelehnt${reason ? `: ${sftpReasonsDe[String(reason)] ?? reason}` : ''}${network ? `, aus ${network}` : ''}.`,
    'sftp-ended': (_: string, { reason }: Facts) =>
      `Eine Verbindung über SFTP wurde beendet${reason ? `: ${sftpReasonsDe[String(reason)] ?? reason}` : ''}.`,
    'ssh-key-added': (who: string, { fingerprint }: Facts) =>
      `${who} hat einen SSH-Schlüssel hinzugefügt (${fingerprint ?? ''}).`,
    'ssh-key-removed': (who: string, { fingerprint }: Facts) =>
      `${who} hat einen SSH-Schlüssel entfernt (${fingerprint ?? ''}).`,
    'sessions-ended': (who: string, { sessionIds }: Facts) =>
      `${who} hat ${plural('de', number(sessionIds), '# Sitzung', '# Sitzungen')} beendet.`,
    'password-changed': (who: string) => `${who} hat das eigene Passwort geändert.`,
    'password-reset-asked': (_: string, { network }: Facts) =>
      `Ein Link, um ein neues Passwort zu wählen, wurde geschickt${network ? ` (angefordert aus ${network})` : ''}.`,
    'password-reset': () => 'Ein neues Passwort wurde über den Link aus der E-Mail gewählt.',
    'second-factor-on': (who: string) => `${who} hat den zweiten Faktor eingeschaltet.`,
    'second-factor-off': (who: string) => `${who} hat den zweiten Faktor ausgeschaltet.`,
    'passkey-added': (who: string) => `${who} hat einen Passkey hinzugefügt.`,
    'passkey-removed': (who: string) => `${who} hat einen Passkey entfernt.`,
    'recovery-codes-made': (who: string) => `${who} hat neue Wiederherstellungscodes erzeugt.`,
    invited: (who: string) => `${who} hat jemanden ins Team eingeladen.`,
    'invitation-revoked': (who: string) => `${who} hat eine Einladung zurückgezogen.`,
    'invitation-accepted': (who: string) => `${who} hat die Einladung angenommen.`,
    'member-changed': (who: string) => `${who} hat Rolle oder Zugang eines Mitglieds geändert.`,
    'customer-added': (who: string) => `${who} hat einen Kunden angelegt.`,
    'customer-changed': (who: string) => `${who} hat einen Kunden geändert.`,
    'customers-imported': (who: string, { new: added, changed }: Facts) =>
      `${who} hat eine Kundenliste übernommen: ${number(added)} neu, ${number(changed)} geändert.`,
    'firm-created': () => 'Die Firma wurde angelegt.',
    'settings-changed': (who: string) => `${who} hat die Einstellungen geändert.`,
    'message-received': () => 'Über das Kontaktformular ist eine Nachricht eingegangen.',
    'message-read': (who: string) => `${who} hat eine Nachricht gelesen.`,
    'password-revealed': (who: string) => `${who} hat sich ein Passwort anzeigen lassen; es ist seitdem gelöscht.`,
    'message-closed': (who: string) => `${who} hat eine Nachricht erledigt; sie wird gelöscht.`,
    'profile-added': (who: string, { slug }: Facts) => `${who} hat das Upload-Profil „${slug ?? ''}“ angelegt.`,
    'profile-changed': (who: string) => `${who} hat ein Upload-Profil geändert.`,
    'protocol-exported': (who: string, { format }: Facts) =>
      `${who} hat das Protokoll als ${String(format ?? '').toUpperCase()} ausgeleitet.`,
    'restored-from-backup': (_: string, { takenAt }: Facts) =>
      `Der Server wurde aus der Sicherung vom ${String(takenAt ?? '').slice(0, 10)} wiederhergestellt.`,
    'erasure-run': (_: string, { erased, failed }: Facts) =>
      `Löschlauf: ${number(erased)} gelöscht, ${number(failed)} nicht gelungen.`,
    'erasure-run-refused': () => 'Ein Löschlauf hat nichts gelöscht, weil die Uhr gesprungen war.',
    'request-created': (who: string) => `${who} hat eine Anfrage erstellt.`,
    'request-revoked': (who: string) => `${who} hat eine Anfrage zurückgezogen.`,
    'link-key-made': (who: string) => `${who} hat einen neuen Schlüssel für signierte Links erzeugt.`,
    'agreement-changed': (who: string) => `${who} hat den Stand einer Vereinbarung (AVV) geändert.`,
    'clock-confirmed': (who: string) => `${who} hat bestätigt, dass die Uhr richtig geht.`,
  },
};

/** Sentences for the firm's own acts; those about a drop-off stand in the inbox's timeline. */
export const actWords: Words<typeof de> = {
  de,
  en: {
    actors: { staff: 'Somebody of the team', submitter: 'Customer', anonymous: 'Unknown', system: 'Server' },
    acts: {
      'signed-in': (who, { factor, network }) =>
        `${who} signed in (${signInWaysEn[String(factor)] ?? 'with second factor'}${network ? `, from ${network}` : ''}).`,
      'sign-in-refused': (_, { reason, network }) =>
        `A sign-in was refused: ${reason === 'deactivated' ? 'account deactivated' : reason === 'code' ? 'wrong code' : reason === 'passkey' ? 'wrong passkey' : reason === 'unknown' ? 'nobody has this e-mail address' : 'wrong password'}${network ? `, from ${network}` : ''}.`,
      'tries-limited': (_, { door }) =>
        `After too many tries a network or account has to wait${door ? `: ${limitedDoorsEn[String(door)] ?? door}` : ''}.`,
      'signed-out': (who) => `${who} signed out.`,
      'sftp-signed-in': (who, { network, client }) =>
        `${who} signed in over SFTP${network ? `, from ${network}` : ''}${client ? ` (${client})` : ''}.`,
      'sftp-refused': (_, { reason, network }) =>
        `A sign-in over SFTP was refused${reason ? `: ${sftpReasonsEn[String(reason)] ?? reason}` : ''}${network ? `, from ${network}` : ''}.`,
      'sftp-ended': (_, { reason }) =>
        `A connection over SFTP was ended${reason ? `: ${sftpReasonsEn[String(reason)] ?? reason}` : ''}.`,
      'ssh-key-added': (who, { fingerprint }) => `${who} added an SSH key (${fingerprint ?? ''}).`,
      'ssh-key-removed': (who, { fingerprint }) => `${who} removed an SSH key (${fingerprint ?? ''}).`,
      'sessions-ended': (who, { sessionIds }) =>
        `${who} ended ${plural('en', number(sessionIds), '# session', '# sessions')}.`,
      'password-changed': (who) => `${who} changed their password.`,
      'password-reset-asked': (_, { network }) =>
        `A link to choose a new password was mailed${network ? ` (asked for from ${network})` : ''}.`,
      'password-reset': () => 'A new password was chosen with the link from the mail.',
      'second-factor-on': (who) => `${who} switched the second factor on.`,
      'second-factor-off': (who) => `${who} switched the second factor off.`,
      'passkey-added': (who) => `${who} added a passkey.`,
      'passkey-removed': (who) => `${who} removed a passkey.`,
      'recovery-codes-made': (who) => `${who} made new recovery codes.`,
      invited: (who) => `${who} invited somebody into the team.`,
      'invitation-revoked': (who) => `${who} revoked an invitation.`,
      'invitation-accepted': (who) => `${who} accepted the invitation.`,
      'member-changed': (who) => `${who} changed a member’s role or access.`,
      'customer-added': (who) => `${who} added a customer.`,
      'customer-changed': (who) => `${who} changed a customer.`,
      'customers-imported': (who, { new: added, changed }) =>
        `${who} imported a list of customers: ${number(added)} new, ${number(changed)} changed.`,
      'firm-created': () => 'The firm was created.',
      'settings-changed': (who) => `${who} changed the settings.`,
      'message-received': () => 'A message has come by the contact form.',
      'message-read': (who) => `${who} read a message.`,
      'password-revealed': (who) => `${who} was shown a password; it is erased since.`,
      'message-closed': (who) => `${who} was done with a message; it is being erased.`,
      'profile-added': (who, { slug }) => `${who} added the upload profile “${slug ?? ''}”.`,
      'profile-changed': (who) => `${who} changed an upload profile.`,
      'protocol-exported': (who, { format }) =>
        `${who} exported the protocol as ${String(format ?? '').toUpperCase()}.`,
      'restored-from-backup': (_, { takenAt }) =>
        `The server was restored from the backup of ${String(takenAt ?? '').slice(0, 10)}.`,
      'erasure-run': (_, { erased, failed }) => `Erasure run: ${number(erased)} erased, ${number(failed)} failed.`,
      'erasure-run-refused': () => 'An erasure run erased nothing because the clock had jumped.',
      'request-created': (who) => `${who} created a request.`,
      'request-revoked': (who) => `${who} revoked a request.`,
      'link-key-made': (who) => `${who} made a new key for signed links.`,
      'agreement-changed': (who) => `${who} changed the state of a processing agreement.`,
      'clock-confirmed': (who) => `${who} confirmed that the clock is right.`,
    },
  },
};

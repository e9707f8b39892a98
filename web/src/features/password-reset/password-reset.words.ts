import type { Words } from '../../i18n/words.ts';

const de = {
  askTitle: 'Passwort vergessen',
  askIntro: 'Wir schicken Ihnen einen Link, mit dem Sie ein neues Passwort wählen.',
  email: 'E-Mail-Adresse',
  emailHint: 'Die Adresse, mit der Sie sich anmelden.',
  enterEmail: 'Geben Sie Ihre E-Mail-Adresse ein.',
  send: 'Link schicken',
  failed: 'Bitte prüfen Sie die Angaben',
  proving: 'Nach mehreren Versuchen rechnet Ihr Gerät einen Augenblick, bevor es weitergeht.',
  sentTitle: 'Sehen Sie in Ihr Postfach',
  sentText: (email: string) =>
    `Gibt es ein Konto mit der Adresse ${email}, ist dorthin ein Link unterwegs. Er gilt eine Stunde.`,
  sentHelp: 'Kommt nach einigen Minuten nichts an, sehen Sie in den Spam-Ordner und prüfen Sie, ob die Adresse stimmt.',
  toSignIn: 'Zur Anmeldung',
  title: 'Neues Passwort wählen',
  intro: (email: string) =>
    `Für das Konto ${email}. Danach sind Sie überall abgemeldet und melden sich mit dem neuen Passwort an; Ihr zweiter Faktor bleibt, wie er ist.`,
  password: 'Neues Passwort',
  passwordHint: 'Mindestens 12 Zeichen. Am besten ein Satz oder ein Vorschlag Ihres Passwortspeichers.',
  enterPassword: 'Wählen Sie ein Passwort.',
  save: 'Passwort speichern',
  doneTitle: 'Ihr neues Passwort gilt',
  doneText: 'Alle Sitzungen sind beendet. Melden Sie sich jetzt mit dem neuen Passwort an.',
  goneTitle: 'Dieser Link gilt nicht mehr',
  goneText: 'Er ist abgelaufen oder schon verwendet. Ihr Passwort ist, wie es war.',
  askAgain: 'Neuen Link anfordern',
};

export const passwordResetWords: Words<typeof de> = {
  de,
  en: {
    askTitle: 'Forgotten password',
    askIntro: 'We send you a link with which you choose a new password.',
    email: 'E-mail address',
    emailHint: 'The address you sign in with.',
    enterEmail: 'Enter your e-mail address.',
    send: 'Send link',
    failed: 'Please check what you entered',
    proving: 'After several tries your device computes for a moment before it goes on.',
    sentTitle: 'Look into your mailbox',
    sentText: (email) =>
      `If there is an account with the address ${email}, a link is on its way. It works for an hour.`,
    sentHelp:
      'If nothing arrives within some minutes, look into the spam folder and check whether the address is right.',
    toSignIn: 'To sign-in',
    title: 'Choose a new password',
    intro: (email) =>
      `For the account ${email}. You will be signed out everywhere and sign in with the new password; your second factor stays as it is.`,
    password: 'New password',
    passwordHint: 'At least 12 characters. A sentence is good, or what your password manager suggests.',
    enterPassword: 'Choose a password.',
    save: 'Save password',
    doneTitle: 'Your new password is set',
    doneText: 'All sessions have ended. Sign in with the new password now.',
    goneTitle: 'This link is no longer valid',
    goneText: 'It has expired or was used already. Your password is what it was.',
    askAgain: 'Ask for a new link',
  },
};

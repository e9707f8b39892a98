import type { Words } from '../../i18n/words.ts';

const de = {
  title: 'Einladung annehmen',
  intro: (firm: string, email: string) =>
    `${firm} lädt Sie ein, in der Schleuse mitzuarbeiten. Sie melden sich künftig mit ${email} an.`,
  name: 'Ihr Name',
  nameHint: 'So sehen Sie die anderen im Team.',
  password: 'Passwort',
  passwordHint: 'Mindestens 12 Zeichen. Am besten ein Satz oder ein Vorschlag Ihres Passwortspeichers.',
  accept: 'Konto anlegen und anmelden',
  failed: 'Bitte prüfen Sie die Angaben',
  enterName: 'Geben Sie Ihren Namen ein.',
  enterPassword: 'Wählen Sie ein Passwort.',
  goneTitle: 'Diese Einladung gilt nicht mehr',
  goneText:
    'Sie ist abgelaufen, wurde zurückgezogen oder schon angenommen. Haben Sie sie schon angenommen, melden Sie sich an; sonst bitten Sie um eine neue.',
  toSignIn: 'Zur Anmeldung',
  otherAccountTitle: 'Sie sind schon angemeldet',
  otherAccountText: (name: string) =>
    `Sie sind als ${name} angemeldet. Mit der Einladung melden Sie sich unter einem neuen Konto an.`,
};

export const invitationWords: Words<typeof de> = {
  de,
  en: {
    title: 'Accept invitation',
    intro: (firm, email) => `${firm} invites you to work in Schleuse. You will sign in as ${email}.`,
    name: 'Your name',
    nameHint: 'This is how the others in the team see you.',
    password: 'Password',
    passwordHint: 'At least 12 characters. A sentence is good, or what your password manager suggests.',
    accept: 'Create account and sign in',
    failed: 'Please check what you entered',
    enterName: 'Enter your name.',
    enterPassword: 'Choose a password.',
    goneTitle: 'This invitation is no longer valid',
    goneText:
      'It has expired, was revoked, or was accepted already. If you accepted it, sign in; otherwise ask for a new one.',
    toSignIn: 'To sign-in',
    otherAccountTitle: 'You are already signed in',
    otherAccountText: (name) => `You are signed in as ${name}. With the invitation you sign in with a new account.`,
  },
};

import type { Words } from '../../i18n/words.ts';

const de = {
  title: 'Anmelden',
  intro: 'Für Mitarbeiterinnen und Mitarbeiter. Möchten Sie Dateien einsenden, brauchen Sie kein Konto:',
  toDropoff: 'Dateien einsenden',
  email: 'E-Mail-Adresse',
  password: 'Passwort',
  signIn: 'Anmelden',
  forgotten: 'Passwort vergessen?',
  failed: 'Die Anmeldung hat nicht geklappt',
  enterEmail: 'Geben Sie Ihre E-Mail-Adresse ein.',
  enterPassword: 'Geben Sie Ihr Passwort ein.',
  codeTitle: 'Code eingeben',
  code: 'Sechsstelliger Code',
  codeHint: 'Er steht in Ihrer App für Einmalcodes und wechselt alle 30 Sekunden.',
  enterCode: 'Geben Sie die sechs Ziffern ein, die Ihre App zeigt.',
  recoveryTitle: 'Wiederherstellungscode eingeben',
  recoveryCode: 'Wiederherstellungscode',
  recoveryHint: 'Einer der Codes, die Sie beim Einrichten abgelegt haben. Jeder gilt einmal.',
  enterRecoveryCode: 'Geben Sie einen Ihrer Wiederherstellungscodes ein, zum Beispiel 7k2m-91xp-0cqd-v8hz.',
  confirm: 'Bestätigen',
  useRecoveryCode: 'App nicht zur Hand? Wiederherstellungscode verwenden',
  useApp: 'Code aus der App verwenden',
  back: 'Zurück',
  proving: 'Nach mehreren Versuchen rechnet Ihr Gerät einen Augenblick, bevor es weitergeht.',
  enrolTitle: 'Zweiten Faktor einrichten',
  enrolIntro: (firm: string) =>
    `${firm} verlangt beim Anmelden einen zweiten Faktor. Richten Sie ihn jetzt ein; das dauert etwa zwei Minuten.`,
  signOut: 'Abmelden',
};

export const signInWords: Words<typeof de> = {
  de,
  en: {
    title: 'Sign in',
    intro: 'For staff. If you want to send files, you do not need an account:',
    toDropoff: 'Send files',
    email: 'E-mail address',
    password: 'Password',
    signIn: 'Sign in',
    forgotten: 'Forgotten your password?',
    failed: 'Signing in did not work',
    enterEmail: 'Enter your e-mail address.',
    enterPassword: 'Enter your password.',
    codeTitle: 'Enter code',
    code: 'Six-digit code',
    codeHint: 'Your app for one-time codes shows it; it changes every 30 seconds.',
    enterCode: 'Enter the six digits your app shows.',
    recoveryTitle: 'Enter recovery code',
    recoveryCode: 'Recovery code',
    recoveryHint: 'One of the codes you put away during set-up. Each works once.',
    enterRecoveryCode: 'Enter one of your recovery codes, for instance 7k2m-91xp-0cqd-v8hz.',
    confirm: 'Confirm',
    useRecoveryCode: 'App not at hand? Use a recovery code',
    useApp: 'Use the code from the app',
    back: 'Back',
    proving: 'After several tries your device computes for a moment before it goes on.',
    enrolTitle: 'Set up second factor',
    enrolIntro: (firm) => `${firm} requires a second factor for signing in. Set it up now; it takes about two minutes.`,
    signOut: 'Sign out',
  },
};

const deProblems = {
  credentials_wrong: 'E-Mail-Adresse oder Passwort stimmt nicht.',
  proof_of_work_required: 'Die Anmeldung hat zu lange gedauert. Bitte versuchen Sie es noch einmal.',
  code_wrong: 'Der Code stimmt nicht oder ist schon verwendet. Warten Sie auf den nächsten und geben Sie ihn ein.',
};

export const signInProblems: Words<typeof deProblems> = {
  de: deProblems,
  en: {
    credentials_wrong: 'The e-mail address or the password is not right.',
    proof_of_work_required: 'Signing in took too long. Please try again.',
    code_wrong: 'The code is not right or has been used already. Wait for the next one and enter it.',
  },
};

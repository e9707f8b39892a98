import type { Words } from '../../i18n/words.ts';

const de = {
  title: 'Passkeys',
  intro:
    'Mit einem Passkey melden Sie sich mit Fingerabdruck, Gesicht, PIN oder Sicherheitsschlüssel an, ohne Passwort. Er lässt sich nicht erraten und nicht auf einer nachgemachten Seite abfangen.',
  unable: 'Dieser Browser kann keine Passkeys verwenden, oder die Seite ist ohne https geöffnet.',
  caption: 'Ihre Passkeys',
  name: 'Name',
  added: 'Hinzugefügt',
  lastUsed: 'Zuletzt verwendet',
  never: 'noch nie',
  action: 'Aktion',
  add: 'Passkey hinzufügen',
  addTitle: 'Passkey hinzufügen',
  addText: 'Nach dem Weiter fragt Ihr Gerät, wie es den Passkey schützen soll.',
  nameLabel: 'Name des Passkeys',
  nameHint: 'Damit Sie ihn wiedererkennen, zum Beispiel „Notebook im Büro“.',
  enterName: 'Geben Sie dem Passkey einen Namen.',
  enterPassword: 'Geben Sie Ihr Passwort ein.',
  password: 'Passwort',
  continue: 'Weiter',
  cancel: 'Abbrechen',
  done: 'Der Passkey ist hinzugefügt. Alle anderen Sitzungen sind beendet.',
  remove: 'Entfernen',
  removeNamed: (name: string) => `Entfernen: ${name}`,
  removeTitle: 'Passkey entfernen',
  removeText: (name: string) =>
    `Mit „${name}“ kann sich danach niemand mehr anmelden. Löschen Sie ihn auch auf dem Gerät.`,
  removed: 'Der Passkey ist entfernt.',
  notGiven: 'Der Vorgang wurde abgebrochen. Es ist nichts geändert.',
  exists: 'Auf diesem Gerät gibt es schon einen Passkey für dieses Konto.',
};

export const passkeyWords: Words<typeof de> = {
  de,
  en: {
    title: 'Passkeys',
    intro:
      'With a passkey you sign in by fingerprint, face, PIN or security key, without a password. It cannot be guessed, nor caught by a forged page.',
    unable: 'This browser cannot use passkeys, or the page was opened without https.',
    caption: 'Your passkeys',
    name: 'Name',
    added: 'Added',
    lastUsed: 'Last used',
    never: 'never yet',
    action: 'Action',
    add: 'Add passkey',
    addTitle: 'Add passkey',
    addText: 'After this your device asks how it should protect the passkey.',
    nameLabel: 'Name of the passkey',
    nameHint: 'So that you recognise it, for instance “office laptop”.',
    enterName: 'Give the passkey a name.',
    enterPassword: 'Enter your password.',
    password: 'Password',
    continue: 'Continue',
    cancel: 'Cancel',
    done: 'The passkey has been added. All other sessions have ended.',
    remove: 'Remove',
    removeNamed: (name) => `Remove: ${name}`,
    removeTitle: 'Remove passkey',
    removeText: (name) => `Nobody can sign in with “${name}” afterwards. Delete it on the device too.`,
    removed: 'The passkey has been removed.',
    notGiven: 'It was broken off. Nothing has changed.',
    exists: 'This device has a passkey for this account already.',
  },
};

const deProblems = {
  credentials_wrong: 'Das Passwort stimmt nicht.',
  name_invalid: 'Geben Sie dem Passkey einen Namen mit höchstens 100 Zeichen.',
  passkey_wrong: 'Der Passkey konnte nicht geprüft werden. Bitte versuchen Sie es noch einmal.',
  passkey_known: 'Dieser Passkey ist schon hinterlegt.',
  totp_required_by_firm:
    'Ihre Firma verlangt einen zweiten Faktor, und das ist Ihr letzter. Richten Sie zuerst einen anderen ein.',
};

export const passkeyProblems: Words<typeof deProblems> = {
  de: deProblems,
  en: {
    credentials_wrong: 'The password is not right.',
    name_invalid: 'Give the passkey a name of at most 100 characters.',
    passkey_wrong: 'The passkey could not be checked. Please try again.',
    passkey_known: 'This passkey is here already.',
    totp_required_by_firm: 'Your firm requires a second factor, and this is your last one. Set up another one first.',
  },
};

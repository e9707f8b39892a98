import type { Words } from '../../i18n/words.ts';

const de = {
  title: 'Nachricht an die Firma',
  intro: (firm: string) =>
    `Schreiben Sie ${firm} oder schicken Sie das Passwort eines Archivs. Was Sie eingeben, wird versiegelt gespeichert und steht in keiner E-Mail.`,
  theFirm: 'der Firma',
  kind: 'Was möchten Sie senden?',
  message: 'Eine Nachricht',
  password: 'Das Passwort eines Archivs',
  reference: 'Fallnummer',
  referenceHint: 'Steht auf Ihrer Eingangsbestätigung, zum Beispiel 68b666ab. Ein Aktenzeichen der Firma geht auch.',
  ownReference: (id: string) => `Gehört zu Ihrer Einsendung ${id}.`,
  optional: 'freiwillig',
  name: 'Ihr Name',
  contact: 'E-Mail-Adresse oder Telefonnummer',
  contactHint: 'Damit die Firma Ihnen antworten kann.',
  text: 'Nachricht',
  passwordText: 'Passwort',
  passwordHint: 'Eine Person der Firma sieht es ein einziges Mal. Danach ist es gelöscht.',
  show: 'Passwort anzeigen',
  send: 'Senden',
  working:
    'Ihr Gerät löst eine kleine Rechenaufgabe. Das hält Programme fern, die Formulare fluten, und dauert meist wenige Sekunden.',
  failed: 'Das hat noch nicht geklappt',
  enterText: 'Schreiben Sie eine Nachricht.',
  enterPassword: 'Geben Sie das Passwort ein.',
  enterContact: 'Geben Sie eine E-Mail-Adresse oder Telefonnummer an.',
  sentTitle: 'Gesendet',
  sentMessage: 'Ihre Nachricht liegt versiegelt bei der Firma. Sie wird spätestens nach 14 Tagen gelöscht.',
  sentPassword:
    'Das Passwort liegt versiegelt bei der Firma. Es wird dort einmal angezeigt und dabei gelöscht, spätestens nach 14 Tagen.',
  another: 'Noch etwas senden',
  rateLimited:
    'Im Moment kommen zu viele Nachrichten. Bitte versuchen Sie es in einer Stunde wieder oder rufen Sie die Firma an.',
  unreachable:
    'Der Server ist nicht erreichbar. Ihre Eingaben bleiben hier stehen; versuchen Sie es gleich noch einmal.',
  busyServer:
    'Im Moment kommt zu viel auf einmal. Ihre Eingaben bleiben hier stehen; versuchen Sie es in einer Minute wieder.',
  tooLong: 'Das ist zu lang. Kürzen Sie es bitte.',
  unsolved:
    'Ihr Browser konnte die Rechenaufgabe nicht lösen. Öffnen Sie die Seite über https:// oder in einem anderen Browser.',
  other: 'Das hat nicht geklappt. Versuchen Sie es später noch einmal.',
  code: (code: string) => `Fehlercode: ${code}`,
};

export const contactWords: Words<typeof de> = {
  de,
  en: {
    title: 'Message to the firm',
    intro: (firm) =>
      `Write to ${firm}, or send the password of an archive. What you enter is kept sealed and stands in no e-mail.`,
    theFirm: 'the firm',
    kind: 'What would you like to send?',
    message: 'A message',
    password: 'The password of an archive',
    reference: 'Case number',
    referenceHint: 'On your delivery receipt, for example 68b666ab. The firm’s own reference will do as well.',
    ownReference: (id) => `Belongs to your drop-off ${id}.`,
    optional: 'optional',
    name: 'Your name',
    contact: 'E-mail address or telephone number',
    contactHint: 'So that the firm can answer you.',
    text: 'Message',
    passwordText: 'Password',
    passwordHint: 'One person at the firm sees it, once. Then it is erased.',
    show: 'Show password',
    send: 'Send',
    working:
      'Your device is solving a small task. It keeps programs away that flood forms, and mostly takes a few seconds.',
    failed: 'That did not work yet',
    enterText: 'Write a message.',
    enterPassword: 'Enter the password.',
    enterContact: 'Give an e-mail address or telephone number.',
    sentTitle: 'Sent',
    sentMessage: 'Your message is with the firm, sealed. It is erased after 14 days at the latest.',
    sentPassword:
      'The password is with the firm, sealed. It is shown there once and erased by that, after 14 days at the latest.',
    another: 'Send something else',
    rateLimited: 'Too many messages are coming in. Please try again in an hour, or telephone the firm.',
    unreachable: 'The server cannot be reached. What you entered stays here; try again in a moment.',
    busyServer: 'Too much is coming in at once. What you entered stays here; try again in a minute.',
    tooLong: 'That is too long. Please shorten it.',
    unsolved: 'Your browser could not solve the task. Open the page by https:// or in another browser.',
    other: 'That did not work. Try again later.',
    code: (code) => `Error code: ${code}`,
  },
};

import type { Words } from '../../i18n/words.ts';

const de = {
  title: 'Nachrichten',
  intro:
    'Was über das Kontaktformular gekommen ist. Ein Passwort wird ein einziges Mal angezeigt und ist danach gelöscht; alles andere verschwindet, wenn Sie es erledigen, spätestens nach 14 Tagen.',
  list: 'Nachrichten aus dem Kontaktformular',
  nothing: 'Keine Nachrichten',
  nothingText: 'Kunden erreichen das Formular unter /kontakt.',
  what: 'Was',
  received: 'Eingegangen',
  belongs: 'Gehört zu',
  state: 'Stand',
  action: 'Aktion',
  message: 'Nachricht',
  password: 'Passwort',
  noReference: 'keine Angabe',
  caseOf: (reference: string) => `Fall ${reference}`,
  fresh: 'neu',
  readBy: (who: string, when: string) => `gelesen von ${who}, ${when}`,
  shownTo: (who: string, when: string) => `angezeigt: ${who}, ${when}; seitdem gelöscht`,
  done: 'erledigt, gelöscht',
  read: 'Lesen',
  reveal: 'Anzeigen',
  close: 'Erledigt',
  readNamed: (when: string) => `Nachricht vom ${when} lesen`,
  revealNamed: (when: string) => `Passwort vom ${when} anzeigen`,
  closeNamed: (when: string) => `Erledigt: Nachricht vom ${when} löschen`,
  revealTitle: 'Passwort jetzt anzeigen?',
  revealText:
    'Es wird Ihnen ein einziges Mal angezeigt und dabei gelöscht. Danach sieht es niemand mehr, auch Sie nicht. Im Protokoll steht, wer es wann gesehen hat.',
  revealNow: 'Anzeigen und löschen',
  closeTitle: 'Nachricht löschen?',
  closeText: 'Sie ist danach für alle gelöscht, auch wenn sie noch niemand gelesen hat.',
  closeNow: 'Löschen',
  passwordTitle: 'Das Passwort',
  passwordGone:
    'Auf dem Server gibt es dieses Passwort nicht mehr. Übertragen Sie es, bevor Sie dieses Fenster schließen.',
  copy: 'Kopieren',
  messageTitle: 'Nachricht',
  from: 'Von',
  contact: 'Antwort an',
  cancel: 'Abbrechen',
  shut: 'Schließen',
  isClosed: 'Erledigt: Die Nachricht wird gelöscht.',
};

export const messagesWords: Words<typeof de> = {
  de,
  en: {
    title: 'Messages',
    intro:
      'What came by the contact form. A password is shown once and is erased by that; all else goes when you are done with it, after 14 days at the latest.',
    list: 'Messages of the contact form',
    nothing: 'No messages',
    nothingText: 'Customers find the form at /kontakt.',
    what: 'What',
    received: 'Received',
    belongs: 'Belongs to',
    state: 'State',
    action: 'Action',
    message: 'Message',
    password: 'Password',
    noReference: 'not said',
    caseOf: (reference) => `case ${reference}`,
    fresh: 'new',
    readBy: (who, when) => `read by ${who}, ${when}`,
    shownTo: (who, when) => `shown to ${who}, ${when}; erased since`,
    done: 'done with, erased',
    read: 'Read',
    reveal: 'Show',
    close: 'Done',
    readNamed: (when) => `Read the message of ${when}`,
    revealNamed: (when) => `Show the password of ${when}`,
    closeNamed: (when) => `Done: erase the message of ${when}`,
    revealTitle: 'Show the password now?',
    revealText:
      'It is shown to you once and erased by that. Nobody sees it afterwards, nor do you. The protocol says who saw it and when.',
    revealNow: 'Show and erase',
    closeTitle: 'Erase the message?',
    closeText: 'It is then erased for everybody, even if nobody has read it yet.',
    closeNow: 'Erase',
    passwordTitle: 'The password',
    passwordGone:
      'This password no longer exists on the server. Put it where you need it before you close this window.',
    copy: 'Copy',
    messageTitle: 'Message',
    from: 'From',
    contact: 'Answer to',
    cancel: 'Cancel',
    shut: 'Close',
    isClosed: 'Done: the message is being erased.',
  },
};

const problemsDe = {
  already_revealed: 'Dieses Passwort wurde schon angezeigt und ist gelöscht. Wer es gesehen hat, steht in der Liste.',
  erased: 'Diese Nachricht ist gelöscht.',
  on_hold:
    'Eine Aufbewahrung verhindert das Löschen, und ein Passwort wird nur angezeigt, wenn es dabei gelöscht wird.',
};

export const messagesProblems: Words<typeof problemsDe> = {
  de: problemsDe,
  en: {
    already_revealed: 'This password was shown already and is erased. The list says who saw it.',
    erased: 'This message is erased.',
    on_hold: 'A hold keeps it from being erased, and a password is shown only if it is erased by that.',
  },
};

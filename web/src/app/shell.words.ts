import type { Words } from '../i18n/words.ts';

const de = {
  menu: 'Menü',
  mainNavigation: 'Hauptmenü',
  inbox: 'Eingang',
  requests: 'Anfragen',
  customers: 'Kunden',
  messages: 'Nachrichten',
  protocol: 'Protokoll',
  retention: 'Löschung',
  team: 'Team',
  profiles: 'Profile',
  settings: 'Einstellungen',
  account: (name: string) => `Konto von ${name}`,
  signOut: 'Abmelden',
  signingOutFailed: 'Die Abmeldung hat nicht geklappt',
  loading: 'Wird geladen',
  failed: 'Diese Seite lässt sich gerade nicht öffnen',
  tryAgain: 'Erneut versuchen',
  missing: 'Diese Seite gibt es nicht',
  missingText: 'Prüfen Sie, ob die Adresse vollständig ist.',
  toInbox: 'Zum Eingang',
  offlineTitle: 'Keine Verbindung zum Server',
  offlineText: (since: string) =>
    `Seit ${since}. Was Sie sehen, kann veraltet sein; sobald die Verbindung wieder da ist, wird es von selbst neu geladen.`,
  sessionEndedTitle: 'Ihre Sitzung ist beendet',
  sessionEndedText:
    'Sie waren lange nicht tätig, oder die Sitzung wurde an anderer Stelle beendet. Nach dem Anmelden kommen Sie hierher zurück.',
  signInAgain: 'Wieder anmelden',
};

export const shellWords: Words<typeof de> = {
  de,
  en: {
    menu: 'Menu',
    mainNavigation: 'Main menu',
    inbox: 'Inbox',
    requests: 'Requests',
    customers: 'Customers',
    messages: 'Messages',
    protocol: 'Protocol',
    retention: 'Erasure',
    team: 'Team',
    profiles: 'Profiles',
    settings: 'Settings',
    account: (name) => `Account of ${name}`,
    signOut: 'Sign out',
    signingOutFailed: 'Signing out failed',
    loading: 'Loading',
    failed: 'This page cannot be opened at the moment',
    tryAgain: 'Try again',
    missing: 'This page does not exist',
    missingText: 'Please check whether the address is complete.',
    toInbox: 'To the inbox',
    offlineTitle: 'No connection to the server',
    offlineText: (since) =>
      `Since ${since}. What you see may be out of date; it is loaded again by itself as soon as the connection is back.`,
    sessionEndedTitle: 'Your session has ended',
    sessionEndedText:
      'You were away for long, or the session was ended elsewhere. After signing in you come back to this page.',
    signInAgain: 'Sign in again',
  },
};

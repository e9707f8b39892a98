import type { Words } from '../../i18n/words.ts';

const de = {
  title: 'Schlüssel für signierte Links',
  intro:
    'Ihr eigenes Programm kann Links zum Einsenden erzeugen, die Kundennummer und Fall enthalten, und sie unterschreiben. Der Server behält nur den Teil, der prüft.',
  none: 'Es gibt noch keinen Schlüssel.',
  make: 'Schlüssel erzeugen',
  renew: 'Neuen Schlüssel erzeugen',
  made: (at: string) => `Erzeugt am ${at}.`,
  publicKey: 'Öffentlicher Teil:',
  how: 'Wie ein Programm unterschreibt, steht mit Beispielen im Handbuch unter „Signierte Links“.',
  renewText:
    'Links, die mit dem bisherigen Schlüssel unterschrieben sind, werden dann abgewiesen. Stellen Sie Ihr Programm gleich um.',
  keep: 'Beibehalten',
  privateTitle: 'Privater Schlüssel',
  privateText: 'Er wird nur jetzt gezeigt und hier nicht aufbewahrt. Legen Sie ihn in Ihrem Programm ab.',
  done: 'Ich habe ihn abgelegt',
};

export const linkKeyWords: Words<typeof de> = {
  de,
  en: {
    title: 'Key for signed links',
    intro:
      'Your own program can make links for sending that carry customer number and case, and sign them. The server keeps only the half that checks.',
    none: 'There is no key yet.',
    make: 'Make a key',
    renew: 'Make a new key',
    made: (at) => `Made on ${at}.`,
    publicKey: 'Public half:',
    how: 'How a program signs is in the manual under “Signed links”, with examples.',
    renewText: 'Links signed with the key so far will be refused. Change your program right away.',
    keep: 'Keep the key',
    privateTitle: 'Private key',
    privateText: 'It is shown only now and not kept here. Put it into your program.',
    done: 'I have put it away',
  },
};

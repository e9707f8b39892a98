import type { Words } from '../../i18n/words.ts';

const de = {
  profile: 'Profil',
  caseReference: 'Vorgangsnummer',
  contactName: 'Ansprechperson',
  email: 'E-Mail',
  phone: 'Telefon',
  notCheckable: 'Inhalt nicht prüfbar',
  notCheckableHint:
    'Das Archiv ist mit einem Passwort geschützt: Weder diese Seite noch der Virenscanner konnte hineinsehen. Das Passwort kommt auf einem zweiten Weg.',
  readme: (name: string) => `${name} aus dem Archiv`,
  readmeOf: (name: string, archive: string) => `${name} aus ${archive}`,
  reach: 'Kontakt:',
  noContact: 'Kontaktdaten wurden im Text nicht gefunden.',
};

/** What an upload profile adds to a drop-off's page. */
export const archiveWords: Words<typeof de> = {
  de,
  en: {
    profile: 'Profile',
    caseReference: 'Case number',
    contactName: 'Contact',
    email: 'E-mail',
    phone: 'Telephone',
    notCheckable: 'Contents not checkable',
    notCheckableHint:
      'The archive has a password: neither this page nor the virus scanner could look inside. The password comes on a second way.',
    readme: (name) => `${name} from the archive`,
    readmeOf: (name, archive) => `${name} from ${archive}`,
    reach: 'Contact:',
    noContact: 'No contact data was found in the text.',
  },
};

import type { Words } from '../../i18n/words.ts';

const de = {
  short: 'AVV',
  long: 'Vereinbarung zur Auftragsverarbeitung (AVV)',
  states: { 'in-force': 'in Kraft', requested: 'angefordert', none: 'keine' },
  since: (day: string) => `in Kraft seit ${day}`,
  requestedOn: (day: string) => `angefordert am ${day}`,
  edit: 'AVV',
  editNamed: (name: string) => `AVV mit ${name} eintragen`,
  title: (name: string) => `AVV mit ${name}`,
  asked: (day: string) => `Am ${day} hat ein Einsender darum gebeten.`,
  inForce: 'Eine Vereinbarung ist in Kraft',
  concludedOn: 'Geschlossen am',
  reference: 'Wo das Dokument liegt',
  referenceHint: 'Zum Beispiel: Ordner AVV, Blatt 12, oder eine Adresse im Archiv.',
  optional: 'freiwillig',
  save: 'Speichern',
  cancel: 'Abbrechen',
  failed: 'Die Vereinbarung ist nicht gespeichert',
  enterDay: 'Geben Sie den Tag an, an dem sie geschlossen wurde; er darf nicht in der Zukunft liegen.',
};

/** The register of processing agreements, Art. 28 GDPR. */
export const agreementWords: Words<typeof de> = {
  de,
  en: {
    short: 'DPA',
    long: 'Processing agreement (Art. 28 GDPR)',
    states: { 'in-force': 'in force', requested: 'asked for', none: 'none' },
    since: (day) => `in force since ${day}`,
    requestedOn: (day) => `asked for on ${day}`,
    edit: 'Agreement',
    editNamed: (name) => `Enter the agreement with ${name}`,
    title: (name) => `Processing agreement with ${name}`,
    asked: (day) => `A sender asked for it on ${day}.`,
    inForce: 'An agreement is in force',
    concludedOn: 'Concluded on',
    reference: 'Where the document lies',
    referenceHint: 'For instance: folder Agreements, sheet 12, or an address in the archive.',
    optional: 'optional',
    save: 'Save',
    cancel: 'Cancel',
    failed: 'The agreement was not saved',
    enterDay: 'Enter the day on which it was concluded; it cannot lie in the future.',
  },
};

const deProblems = { agreement_invalid: de.enterDay };
export const agreementProblems: Words<typeof deProblems> = {
  de: deProblems,
  en: { agreement_invalid: agreementWords.en.enterDay },
};

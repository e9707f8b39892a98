import type { Words } from '../../i18n/words.ts';

const de = {
  customer_number_taken: 'Diese Kundennummer gibt es schon.',
  customer_number_malformed: 'Diese Kundennummer hat nicht die Form, die in den Einstellungen festgelegt ist.',
  name_invalid: 'Der Name darf nicht leer und höchstens 200 Zeichen lang sein.',
};

export const customerProblems: Words<typeof de> = {
  de,
  en: {
    customer_number_taken: 'This customer number exists already.',
    customer_number_malformed: 'This customer number does not have the form laid down in the settings.',
    name_invalid: 'The name must not be empty and has at most 200 characters.',
  },
};

import type { Words } from '../../i18n/words.ts';

const de = {
  title: 'Aussehen',
  intro: 'Ihre Farbe und Ihr Logo stehen auf allen Seiten, auch auf denen Ihrer Kunden.',
  colour: 'Farbe',
  colourHint:
    'Zum Beispiel #0a5875. Lässt sich Text darin schlecht lesen, nehmen die Seiten einen dunkleren oder helleren Ton.',
  pick: 'Farbe auswählen',
  saveColour: 'Farbe speichern',
  ownColour: 'Farbe der Schleuse verwenden',
  colourWrong: 'Geben Sie die Farbe als # und sechs Ziffern oder Buchstaben von a bis f ein, zum Beispiel #0a5875.',
  colourSaved: 'Die Farbe ist gespeichert.',
  logo: 'Logo',
  logoHint: 'PNG, JPEG oder WebP, bis 256 KB. Es steht 32 Pixel hoch neben dem Namen Ihrer Firma.',
  chooseLogo: 'Logo auswählen',
  changeLogo: 'Anderes Logo auswählen',
  removeLogo: 'Logo entfernen',
  logoSaved: 'Das Logo ist gespeichert.',
  logoRemoved: 'Das Logo ist entfernt.',
  failed: 'Bitte prüfen Sie die Angaben',
};

export const lookWords: Words<typeof de> = {
  de,
  en: {
    title: 'Look',
    intro: 'Your colour and logo stand on all pages, those of your customers too.',
    colour: 'Colour',
    colourHint:
      'For instance #0a5875. Where text in it would be hard to read, the pages take a darker or lighter shade.',
    pick: 'Pick a colour',
    saveColour: 'Save colour',
    ownColour: 'Use the colour of Schleuse',
    colourWrong: 'Enter the colour as # and six digits or letters from a to f, for instance #0a5875.',
    colourSaved: 'The colour has been saved.',
    logo: 'Logo',
    logoHint: 'PNG, JPEG or WebP, up to 256 KB. It stands 32 pixels high beside your firm’s name.',
    chooseLogo: 'Choose logo',
    changeLogo: 'Choose another logo',
    removeLogo: 'Remove logo',
    logoSaved: 'The logo has been saved.',
    logoRemoved: 'The logo has been removed.',
    failed: 'Please check what you entered',
  },
};

const deProblems = {
  logo_unreadable: 'Das ist kein Bild in PNG, JPEG oder WebP, oder es ist beschädigt.',
  logo_wrong_shape: 'Das Bild ist zu breit oder zu hoch, um neben dem Namen zu stehen.',
  logo_too_large: 'Das Bild ist größer als 256 KB. Verkleinern Sie es.',
  too_large: 'Das Bild ist größer als 256 KB. Verkleinern Sie es.',
};

export const lookProblems: Words<typeof deProblems> = {
  de: deProblems,
  en: {
    logo_unreadable: 'This is not an image in PNG, JPEG or WebP, or it is damaged.',
    logo_wrong_shape: 'The image is too wide or too tall to stand beside the name.',
    logo_too_large: 'The image is larger than 256 KB. Make it smaller.',
    too_large: 'The image is larger than 256 KB. Make it smaller.',
  },
};

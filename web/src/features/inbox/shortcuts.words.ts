import type { Words } from '../../i18n/words.ts';

const de = {
  title: 'Tastenkürzel',
  close: 'Schließen',
  /** One row a line: keys = what they do. */
  rows: [
    'j ↓ = nächste Einsendung',
    'k ↑ = vorige Einsendung',
    'Enter o = öffnen',
    'u = zurück zum Eingang',
    'd = alle Dateien herunterladen (in der Einsendung)',
    '/ = suchen',
    '? = diese Übersicht',
  ].join('\n'),
  letters: 'Einzelne Buchstaben als Kürzel verwenden',
  lettersHint:
    'Schalten Sie das aus, wenn Sie Ihren Rechner mit der Stimme bedienen. Pfeiltasten und Enter gehen immer.',
};

export const shortcutWords: Words<typeof de> = {
  de,
  en: {
    title: 'Keyboard shortcuts',
    close: 'Close',
    rows: [
      'j ↓ = next drop-off',
      'k ↑ = previous drop-off',
      'Enter o = open',
      'u = back to the inbox',
      'd = download all files (in a drop-off)',
      '/ = search',
      '? = this overview',
    ].join('\n'),
    letters: 'Use single letters as shortcuts',
    lettersHint: 'Switch this off if you work with voice control. Arrow keys and Enter always work.',
  },
};

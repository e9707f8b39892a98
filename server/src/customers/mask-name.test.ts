import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { maskName } from './mask-name.ts';

test.each([
  ['Ev. Kirchengemeinde Dortmund-Nord', 'Ev. Kirchengem… Dortm…'],
  ['Musterhaus Software GmbH', 'Musterh… Softw… GmbH'],
  ['Kita Regenbogen e.V.', 'K… Regenbo… e.V.'],
  ['Stadt Köln', 'St… K…'],
  ['Erika Mustermann', 'Er… Mus…'],
  ['Mustermann', 'Mus…'],
  ['Li', 'L…'],
  ['X', '…'],
  ['A. B.', '… …'],
  ['KG', 'K…'],
  ['Dr. Max Meier', 'Dr. M… Me…'],
  ['Peter Hofbauer', 'Pe… Hof…'],
  ['Müller-Lüdenscheidt', 'Mü…'],
  ['Förderverein der Freunde des Museums für Vor- und Frühgeschichte', 'Förderve… der Freu… des …'],
])('D1: %s is shown as %s', (name, masked) => {
  expect(maskName(name)).toBe(masked);
});

test('D1: never shows the whole of a name', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).filter((name) => name.trim() !== ''),
      (name) => {
        const masked = maskName(name);
        expect(masked).toContain('…');
        expect(masked.replaceAll('…', '').trim()).not.toBe(name.normalize('NFC').trim().split(/\s+/).join(' '));
      },
    ),
  );
});

import { expect, test } from 'vitest';

import { freshProfile, readValues, slugOf, toValues } from './profile-values.ts';

const named = { ...freshProfile, slug: 'support', name: 'Support' };
const texts = { de: { title: 'Senden', intro: '' }, en: { title: 'Send', intro: '' } };

test('S2: 50 MB are 52,428,800 bytes, there and back', () => {
  const values = toValues({ ...named, texts }, 'de');
  expect(values.maxFileMb).toBe('50');
  expect(readValues(values)).toEqual({ profile: { ...named, texts }, wrong: [] });
  expect(readValues({ ...values, maxFileMb: '1,5' }).profile.maxFileBytes).toBe(1_572_864);
});

test('says what cannot be right', () => {
  const values = { ...toValues(named, 'de'), slug: 'Größe', eraseAfterDays: '15', notifyEmail: 'a, b@c.de' };
  expect(readValues(values).wrong).toEqual(['slug', 'textDeTitle', 'textEnTitle', 'eraseAfterDays', 'notifyEmail']);
});

test('without archives no Readme can be asked for', () => {
  expect(readValues({ ...toValues(named, 'de'), kinds: [] }).profile.needsReadme).toBe(false);
});

test('makes an address from a name', () => {
  expect(slugOf('Größe & Maß: Daten für den Support!')).toBe('groesse-mass-daten-fuer-den-support');
  expect(slugOf('…')).toBe('');
});

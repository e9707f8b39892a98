import { problemLevels } from '@schleuse/archives/archive-problem';
import { describe, expect, test } from 'vitest';

import { wordsIn } from '../../i18n/words.ts';
import { reasonText } from './reason-text.ts';
import { profileWords } from './words.ts';

const ofProblems = Object.entries(problemLevels).flatMap(([code, level]) => (level === 'refused' ? [code] : []));
const codes = [...ofProblems, 'kind_not_taken', 'readme_missing', 'readme_without_contact'];

describe.each(['de', 'en'] as const)('S1: every reason has its sentence (%s)', (language) => {
  const t = wordsIn(profileWords, language);
  const other = t.otherReason('');

  test.each(codes)('%s', (code) => {
    const text = reasonText([{ code }], 'a.zip', ['zip', 'gz'], t);
    expect(text).toMatch(/\.$/);
    expect(text.slice(0, 20)).not.toBe(other.slice(0, 20));
  });

  test('names the kinds that are taken, and the entry it is about', () => {
    expect(reasonText([{ code: 'kind_unknown' }], 'a.txt', ['zip', 'gz'], t)).toMatch(/ZIP (oder|or) GZ/);
    expect(reasonText([{ code: 'device', entry: 'dev/sda' }], 'a.tar', ['tar'], t)).toContain('dev/sda');
    expect(reasonText([{ code: 'something_new' }], 'a.tar', ['tar'], t)).toContain('something_new');
  });
});

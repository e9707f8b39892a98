import { expect, test } from 'vitest';

import { Base64 } from './js-base64.ts';

test.each(['', 'Kasse.mdb', 'Jahresabschlüsse 2025/Ümläut 🗂.pdf', 'x'.repeat(4000)])(
  'D12: the name %j travels as base64 of its UTF-8',
  (name) => {
    expect(Base64.encode(name)).toBe(Buffer.from(name, 'utf8').toString('base64'));
  },
);

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { attachmentHeader } from './content-disposition.ts';

describe('D5: the name of a download', () => {
  test.each([
    ['Kasse 2026.mdb', `attachment; filename="Kasse 2026.mdb"; filename*=UTF-8''Kasse%202026.mdb`],
    ['Größe €.pdf', `attachment; filename="Gro_e _.pdf"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%E2%82%AC.pdf`],
    ['a"b\\c".txt', `attachment; filename="c_.txt"; filename*=UTF-8''c%22.txt`],
    ['../../etc/passwd', `attachment; filename="passwd"; filename*=UTF-8''passwd`],
    ['..', `attachment; filename="file"; filename*=UTF-8''file`],
    ['x\r\nSet-Cookie: a=b', `attachment; filename="xSet-Cookie: a=b"; filename*=UTF-8''xSet-Cookie%3A%20a%3Db`],
    ['rechnung\u202efdp.exe', `attachment; filename="rechnungfdp.exe"; filename*=UTF-8''rechnungfdp.exe`],
    ['\u0301', `attachment; filename="_"; filename*=UTF-8''%CC%81`],
    ["it's (1)*.txt", `attachment; filename="it's (1)*.txt"; filename*=UTF-8''it%27s%20%281%29%2A.txt`],
  ])('%j', (name, header) => expect(attachmentHeader(name)).toBe(header));

  test('whatever the name: one header line of printable ASCII that Node accepts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        const header = attachmentHeader(name);
        expect(header).toMatch(/^attachment; filename="[ !#-[\]-~]+"; filename\*=UTF-8''[A-Za-z0-9!#$&+\-.^_`|~%]+$/);
        expect(() => new Headers({ 'content-disposition': header })).not.toThrow();
      }),
    );
  });
});

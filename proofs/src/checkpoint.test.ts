import { describe, expect, test } from 'vitest';

import { formatCheckpoint, openCheckpoint, parseCheckpoint, signCheckpoint } from './checkpoint.ts';
import { MalformedLog } from './malformed-log.ts';
import { emptyRoot } from './merkle-tree.ts';
import { signNote } from './signed-note.ts';
import { makeSigner } from './testing/make-signer.ts';

// The text of the example of C2SP tlog-checkpoint.
const text = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';

describe('checkpoints (C2SP tlog-checkpoint)', () => {
  test('the published text is read and written', () => {
    const checkpoint = parseCheckpoint(text);
    expect(checkpoint).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20_852_163 });
    expect(formatCheckpoint(checkpoint)).toBe(text);
    const extended = `${text}one\ntwo\n`;
    expect(parseCheckpoint(extended).extensions).toEqual(['one', 'two']);
    expect(formatCheckpoint(parseCheckpoint(extended))).toBe(extended);
  });

  test('signed and opened, the empty tree too', async () => {
    const signer = await makeSigner('files.example/log/1');
    const checkpoint = { origin: 'files.example/log/1', size: 0, root: emptyRoot() };
    expect(await openCheckpoint(await signCheckpoint(checkpoint, signer), signer.key)).toEqual(checkpoint);
  });

  test('threat: the checkpoint of another log under the same key, or of a log with another key', async () => {
    const [signer, other] = [await makeSigner('files.example/log/1'), await makeSigner('files.example/log/1')];
    const note = await signCheckpoint(parseCheckpoint(text), signer);
    await expect(openCheckpoint(note, signer.key)).rejects.toMatchObject({ code: 'not_signed' });
    expect((await openCheckpoint(note, signer.key, 'example.com/behind-the-sofa')).size).toBe(20_852_163);
    await expect(openCheckpoint(note, other.key)).rejects.toMatchObject({ code: 'not_signed' });
  });

  test('threat: a text that is no checkpoint under a right signature', async () => {
    const signer = await makeSigner('a');
    await expect(openCheckpoint(await signNote('a\n1\n', [signer]), signer.key)).rejects.toThrow(MalformedLog);
  });

  test.each([
    ['no root', 'a\n1\n'],
    ['no origin', `\n${text}`],
    ['a leading zero', text.replace('208', '0208')],
    ['a sign', text.replace('208', '+208')],
    ['a size past 2^53', text.replace('20852163', '9007199254740993')],
    ['hexadecimal', text.replace('20852163', '0x10')],
    ['a short root', text.replace('CsUY', '')],
    ['base64 with stray bits', text.replace('q2I=', 'q2J=')],
    ['an empty line', `${text}\nx\n`],
    ['no newline at the end', text.slice(0, -1)],
  ])('refuses %s', (_, broken) => {
    expect(() => parseCheckpoint(broken)).toThrow(MalformedLog);
  });

  test('a line break in the origin is not written', () => {
    expect(() => formatCheckpoint({ origin: 'a\n9', size: 0, root: emptyRoot() })).toThrow(RangeError);
  });
});

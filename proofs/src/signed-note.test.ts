import { describe, expect, test } from 'vitest';

import { MalformedLog } from './malformed-log.ts';
import { formatVerifierKey, makeVerifierKey, parseVerifierKey } from './note-key.ts';
import { formatNote, openNote, parseNote, signNote } from './signed-note.ts';
import { makeSigner } from './testing/make-signer.ts';

// The example of C2SP signed-note, "Verifier keys".
const published = {
  key: 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
  note: 'This is an example message.\n\n\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n',
};

describe('signed notes (C2SP signed-note)', () => {
  test('the published example is believed, and written as it was read', async () => {
    const key = parseVerifierKey(published.key);
    expect(key).toMatchObject({ name: 'example.com/foo', id: 0x530d903a, type: 1 });
    expect(formatVerifierKey(key)).toBe(published.key);
    expect(await openNote(published.note, [key])).toEqual({ text: 'This is an example message.\n', signedBy: [key] });
    expect(formatNote(parseNote(published.note))).toBe(published.note);
  });

  test('text with empty lines and dashes, two signers, signatures of strangers in between', async () => {
    const [one, two, stranger] = [await makeSigner('a.example'), await makeSigner('b.example'), await makeSigner('c')];
    const text = 'erste\n\n\u2014 a.example AAAAAAAA\n\nletzte\n';
    const note = await signNote(text, [stranger, one, two]);
    expect(await openNote(note, [two.key, one.key])).toEqual({ text, signedBy: [one.key, two.key] });
    const many = await signNote(text, [...Array.from({ length: 20 }, () => stranger), one]);
    expect((await openNote(many, [one.key])).signedBy).toEqual([one.key]);
  });

  test('a key of the same name, or of the same id and another name, is a stranger', async () => {
    const [signer, namesake] = [await makeSigner('a.example'), await makeSigner('a.example')];
    const note = await signNote('x\n', [namesake]);
    await expect(openNote(note, [signer.key])).rejects.toMatchObject({ code: 'not_signed' });
    await expect(openNote(note, [{ ...namesake.key, name: 'b' }])).rejects.toMatchObject({ code: 'not_signed' });
  });

  test('threat: a text changed afterwards, or one wrong signature of a known key beside a right one', async () => {
    const [one, two] = [await makeSigner('a.example'), await makeSigner('b.example')];
    const note = await signNote('size 5\n', [one, two]);
    const changed = note.replace('size 5', 'size 6');
    await expect(openNote(changed, [one.key])).rejects.toMatchObject({ code: 'signature_wrong' });
    const { text, signatures } = parseNote(note);
    const half = signatures.map((each) => ({
      ...each,
      signature: each.name === 'b.example' ? new Uint8Array(64) : each.signature,
    }));
    await expect(openNote(formatNote({ text, signatures: half }), [one.key, two.key])).rejects.toMatchObject({
      code: 'signature_wrong',
    });
    expect((await openNote(formatNote({ text, signatures: half }), [one.key])).signedBy).toEqual([one.key]);
  });

  const line = published.note.split('\n')[2] ?? '';
  test.each([
    ['no signature', 'x\n\n'],
    ['no empty line', `x\n${line}\n`],
    ['no newline at the end', `x\n\n${line}`],
    ['a carriage return', `x\r\n\n${line}\n`],
    ['a tab', `x\t\n\n${line}\n`],
    ['a lone surrogate', `\ud800\n\n${line}\n`],
    ['another dash', `x\n\n${line.replace('\u2014', '-')}\n`],
    ['two spaces', `x\n\n${line.replace(' ', '  ')}\n`],
    ['a plus in the name', `x\n\n${line.replace('/foo', '+foo')}\n`],
    ['a no-break space in the name', `x\n\n${line.replace('/foo', '\u00a0foo')}\n`],
    ['no base64', `x\n\n${line.replace('Uw2Q', '!w2Q')}\n`],
    ['a signature without padding', `x\n\n${line.replace('=', '')}\n`],
    ['an id alone', 'x\n\n\u2014 example.com/foo Uw2QOg==\n'],
    ['a line that is none', `x\n\n${line}\nremark\n`],
    ['101 signatures', `x\n\n${`${line}\n`.repeat(101)}`],
  ])('threat: two readers of one note: refuses %s', (_, note) => {
    expect(() => parseNote(note)).toThrow(MalformedLog);
  });

  test.each([
    ['nothing', ''],
    ['another id', published.key.replace('530d903a', '530d903b')],
    ['capitals in the id', published.key.replace('530d903a', '530D903A')],
    ['an unknown type', published.key.replace('+Aeky', '+Auky')],
    ['a key cut off', 'example.com/foo+530d903a+Aeky'],
    ['a space in the name', published.key.replace('/', ' ')],
    ['another name', published.key.replace('foo', 'bar')],
  ])('refuses a verifier key with %s', (_, text) => {
    expect(() => parseVerifierKey(text)).toThrow(MalformedLog);
  });

  test('a name that would break a note is refused', () => {
    for (const name of ['', 'a b', 'a+b', 'a\nb', 'a\u2003b', '\ud800']) {
      expect(() => makeVerifierKey(name, new Uint8Array(32))).toThrow(MalformedLog);
    }
  });
});

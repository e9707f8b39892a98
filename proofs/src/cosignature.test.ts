import { beforeAll, describe, expect, test } from 'vitest';

import { signCheckpoint } from './checkpoint.ts';
import { addCosignatures, checkCosignatures, cosign, parseCosignatures } from './cosignature.ts';
import { MalformedLog } from './malformed-log.ts';
import { emptyRoot } from './merkle-tree.ts';
import { formatVerifierKey, makeVerifierKey, parseVerifierKey, timestampedCosignature } from './note-key.ts';
import { formatNote, type NoteSigner, openNote, parseNote } from './signed-note.ts';
import { makeSigner } from './testing/make-signer.ts';

const origin = 'files.example/log/1';
const time = 1_790_000_000;
let log: NoteSigner;
let one: NoteSigner;
let two: NoteSigner;
let note: string;

beforeAll(async () => {
  log = await makeSigner(origin);
  one = await makeSigner('witness.example/w1', timestampedCosignature);
  two = await makeSigner('witness.example/w2', timestampedCosignature);
  note = await signCheckpoint({ origin, size: 5, root: new Uint8Array(32).fill(1) }, log);
});

describe('C2SP tlog-cosignature', () => {
  test('the key of a witness in use (remora.n621.de) has the id it is published with', () => {
    const text = 'remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2';
    const key = parseVerifierKey(text);
    expect(key).toMatchObject({ name: 'remora.n621.de', id: 0xda77ade7, type: timestampedCosignature });
    expect(formatVerifierKey(key)).toBe(text);
  });

  test('the signed message and the line are those of the specification', async () => {
    const messages: string[] = [];
    const spy: NoteSigner = {
      key: one.key,
      async sign(message) {
        messages.push(new TextDecoder().decode(message));
        return one.sign(message);
      },
    };
    const line = await cosign(note, spy, time);
    expect(messages).toEqual([`cosignature/v1\ntime ${time}\n${parseNote(note).text}`]);
    expect(line).toMatch(/^\u2014 witness\.example\/w1 [A-Za-z0-9+/]{101}[A-Za-z0-9+/=]{3}\n$/);
    const [cosignature] = parseCosignatures(line);
    expect(cosignature?.signature).toHaveLength(72);
    expect(Buffer.from(cosignature?.signature ?? []).readBigUInt64BE()).toBe(BigInt(time));
  });

  test('an answer of witnesses goes under the checkpoint; the log is still believed', async () => {
    const answer = (await cosign(note, one, time)) + (await cosign(note, two, time + 5));
    const both = await addCosignatures(note, answer, [one.key, two.key]);
    expect(await checkCosignatures(both, [two.key, one.key])).toEqual([
      { witness: one.key, timestamp: time },
      { witness: two.key, timestamp: time + 5 },
    ]);
    expect((await openNote(both, [log.key])).signedBy).toEqual([log.key]);
    const known = await addCosignatures(note, answer, [two.key]);
    expect(parseNote(known).signatures.map(({ name }) => name)).toEqual([origin, 'witness.example/w2']);
    const again = await addCosignatures(both, await cosign(note, one, time + 60), [one.key, two.key]);
    expect(parseNote(again).signatures).toHaveLength(3);
    expect(await checkCosignatures(again, [one.key])).toEqual([{ witness: one.key, timestamp: time + 60 }]);
  });

  test('threat: the cosignature of another tree, another time, another kind of key', async () => {
    const other = await signCheckpoint({ origin, size: 0, root: emptyRoot() }, log);
    const foreign = await cosign(other, one, time);
    await expect(addCosignatures(note, foreign, [one.key])).rejects.toMatchObject({ code: 'signature_wrong' });

    const [right] = parseCosignatures(await cosign(note, one, time));
    const { text, signatures } = parseNote(note);
    const cosigned = (signature: Uint8Array<ArrayBuffer>) =>
      formatNote({ text, signatures: [...signatures, { name: one.key.name, id: one.key.id, signature }] });
    const bytes = right?.signature ?? new Uint8Array(0);
    for (const wrong of [
      bytes.with(7, 1),
      bytes.with(0, 0xff),
      bytes.slice(8),
      bytes.slice(0, -1),
      new Uint8Array(72),
    ]) {
      await expect(checkCosignatures(cosigned(wrong), [one.key])).rejects.toMatchObject({ code: 'signature_wrong' });
    }
    expect(await checkCosignatures(cosigned(bytes), [one.key])).toHaveLength(1);

    // The same bytes as key of a log: another id, so a stranger.
    const asLog = makeVerifierKey(one.key.name, one.key.publicKey);
    await expect(openNote(cosigned(bytes), [asLog])).rejects.toMatchObject({ code: 'not_signed' });
    await expect(cosign(note, log, time)).rejects.toThrow(RangeError);
  });

  test('strangers alone are no answer', async () => {
    const answer = await cosign(note, two, time);
    await expect(addCosignatures(note, answer, [one.key])).rejects.toMatchObject({ code: 'not_signed' });
    expect(await checkCosignatures(note + answer, [one.key])).toEqual([]);
  });

  test.each(['', '\n', 'no line\n', '\u2014 a AAAAAAA='])('threat: a witness answers %j', (answer) => {
    expect(() => parseCosignatures(answer)).toThrow(MalformedLog);
  });
});

import { describe, expect, test } from 'vitest';

import type { ServerUpload } from './api.types.ts';
import { matchUploads } from './match-uploads.ts';
import type { QueueFile, RememberedUpload } from './upload-queue.types.ts';

const fileOf = (path: string, size = 10, lastModified = 1): QueueFile => ({
  name: path.split('/').at(-1) ?? '',
  relativePath: path.includes('/') ? path : '',
  size,
  lastModified,
  type: '',
  body: new Blob([]),
});
const upload = (id: string, path: string, length = 10, state: ServerUpload['state'] = 'open'): ServerUpload => {
  const { name, relativePath } = fileOf(path);
  return { id, name, relativePath, mediaType: '', length, received: 5, state };
};
const remember = (file: QueueFile, uploadId: string): RememberedUpload => ({ ...file, uploadId });
const match = (
  wanted: { id: string; file: QueueFile; uploadId?: string }[],
  remembered: RememberedUpload[],
  uploads: ServerUpload[],
) => {
  const { found, leftovers, strangers } = matchUploads(wanted, remembered, uploads);
  return {
    found: Object.fromEntries([...found].map(([id, each]) => [id, each.id])),
    leftovers: leftovers.map(({ id }) => id),
    strangers: strangers.map(({ id }) => id),
  };
};

describe('D3: which upload is whose', () => {
  const a = fileOf('Ordner/a');

  test('the one remembered by id, whatever the server calls it', () => {
    const renamed = upload('1', 'Ordner/a (2)');
    expect(match([{ id: 'x', file: a }], [remember(a, '1')], [renamed]).found).toEqual({ x: '1' });
  });

  test('not one of another length', () => {
    expect(match([{ id: 'x', file: a }], [remember(a, '1')], [upload('1', 'Ordner/a', 11)]).found).toEqual({});
  });

  test('one whose answer was never seen is known by path and length, composed or not, and given once', () => {
    const [first, second] = [fileOf('Gr\u00f6\u00dfe', 10, 1), fileOf('Gr\u00f6\u00dfe', 10, 2)];
    const uploads = [upload('1', 'Gro\u0308\u00dfe'), upload('2', 'b')];
    const items = [
      { id: 'x', file: first },
      { id: 'y', file: second },
    ];
    const result = match(items, [remember(first, ''), remember(second, '')], uploads);
    expect(result.found).toEqual({ x: '1' });
    expect(result.strangers).toEqual(['2']);
    expect(result.leftovers).toEqual([]);
  });

  test('a file of another time is another file: the old half is left over', () => {
    const old = fileOf('a', 10, 1);
    const result = match([{ id: 'x', file: fileOf('a', 10, 2) }], [remember(old, '1')], [upload('1', 'a')]);
    expect(result).toEqual({ found: {}, leftovers: ['1'], strangers: ['1'] });
  });

  test('whole files of others are nobody’s to take off', () => {
    expect(match([{ id: 'x', file: a }], [], [upload('1', 'b', 10, 'complete')]).strangers).toEqual([]);
  });
});

import { ApiProblem } from '@schleuse/client/problem';
import type { QueueItem, QueueSnapshot } from '@schleuse/client/upload-queue.types';
import { expect, test } from 'vitest';

import { viewTransfer } from './transfer-view.ts';

const body = new Blob();
const item = (state: QueueItem['state'], size: number, sent: number): QueueItem => ({
  id: `${state} ${size}`,
  file: { name: 'x', relativePath: '', size, lastModified: 0, type: '', body },
  state,
  sent,
  ...(state === 'refused' && { problem: new ApiProblem(400, 'name_invalid', '') }),
});
const snapshot = (state: QueueSnapshot['state'], ...items: QueueItem[]): QueueSnapshot => ({
  state,
  items,
  sentBytes: items.reduce((sum, { sent }) => sum + sent, 0),
  totalBytes: items.reduce((sum, { file }) => sum + file.size, 0),
  doneFiles: items.filter((each) => each.state === 'done').length,
});
const arrived = [{ path: 'a', size: 100, lastModified: 0, uploadId: 'u' }];

test('D3: what arrived before a reload counts as done', () => {
  const view = viewTransfer(snapshot('sending', item('sending', 100, 50)), { arrived, submitting: 'no' });
  expect(view).toMatchObject({ share: 0.75, sentBytes: 150, totalBytes: 200, doneFiles: 1, totalFiles: 2 });
});

test('D3: a refused file does not fill the bar', () => {
  const view = viewTransfer(snapshot('stuck', item('refused', 100, 100)), { arrived: [], submitting: 'no' });
  expect(view).toMatchObject({ mode: 'stuck', share: 0, doneFiles: 0 });
});

test('D3: files that are all empty still make progress', () => {
  const view = viewTransfer(snapshot('sending', item('done', 0, 0), item('waiting', 0, 0)), {
    arrived: [],
    submitting: 'no',
  });
  expect(view.share).toBe(0.5);
});

test('D4: the last byte is not the end; handing in has its own words', () => {
  const done = snapshot('done', item('done', 1, 1));
  const modeWith = (submitting: 'no' | 'running' | 'waiting' | 'refused') =>
    viewTransfer(done, { arrived: [], submitting }).mode;
  expect([modeWith('no'), modeWith('running'), modeWith('waiting'), modeWith('refused')]).toEqual([
    'finishing',
    'finishing',
    'offline',
    'unconfirmed',
  ]);
});

import { Writable } from 'node:stream';

import type { QueueSnapshot } from '@schleuse/client/upload-queue.types';
import { ApiProblem } from '@schleuse/client/problem';
import { expect, test } from 'vitest';

import { formatBytes, formatDuration, languageOf } from './language.ts';
import { createProgress } from './progress.ts';
import { printable, type Terminal } from './terminal.ts';

const snapshot = (values: Partial<QueueSnapshot>): QueueSnapshot => ({
  state: 'sending',
  items: [],
  sentBytes: 0,
  totalBytes: 1000,
  doneFiles: 0,
  ...values,
});

function screen(isTTY: boolean, columns = 60): { terminal: Terminal; written(): string } {
  let written = '';
  const err = new Writable({ write: (chunk, _encoding, done) => done(void (written += String(chunk))) });
  const terminal: Terminal = { out: err, err: Object.assign(err, { isTTY, columns }), language: 'de' };
  return { terminal, written: () => written };
}

test('D3: on a terminal one line is drawn over, never wider than the window', () => {
  const { terminal, written } = screen(true, 50);
  const progress = createProgress(terminal);
  progress.show(snapshot({ sentBytes: 420, bytesPerSecond: 10, secondsLeft: 58 }));
  progress.show(snapshot({ state: 'offline', sentBytes: 500, problem: new ApiProblem(0, 'unreachable', '') }));
  progress.end();
  // oxlint-disable-next-line no-control-regex -- the escape sequence that erases a line
  const lines = written().split(/\r\u001b\[2K/);
  expect(lines[1]).toContain('42 %');
  expect(lines[2]).toContain('Verbindung unterbrochen');
  for (const line of lines) expect(line.trimEnd().length).toBeLessThan(50);
  expect(written().endsWith('\n')).toBe(true);
});

test('D3: in a log there is a line each tenth, and when the line breaks', () => {
  const { terminal, written } = screen(false);
  const progress = createProgress(terminal);
  for (let sentBytes = 0; sentBytes <= 1000; sentBytes += 10) progress.show(snapshot({ sentBytes }));
  progress.show(snapshot({ state: 'offline', problem: new ApiProblem(503, 'http_503', '') }));
  const lines = written().trimEnd().split('\n');
  expect(lines).toHaveLength(12);
  expect(lines.at(-1)).toContain('Der Server kann gerade nicht');
});

test('threat: names that steer the terminal are shown harmless', () => {
  expect(printable('a\u001b[2Jb\u202ec\nd')).toBe('a\uFFFD[2Jb\uFFFDc\uFFFDd');
});

test.each([
  [{ LANG: 'de_AT.UTF-8' }, 'de'],
  [{ LANG: 'en_US.UTF-8' }, 'en'],
  [{ LANG: 'fr_FR.UTF-8' }, 'en'],
  [{ LANG: 'C.UTF-8' }, 'de'],
  [{}, 'de'],
  [{ LANG: 'en_US', LC_ALL: 'de_DE' }, 'de'],
])('the language of %j is %s', (env, language) => {
  expect(languageOf(env)).toBe(language);
});

test('sizes and times are those of the pages', () => {
  expect([0, 1023, 1024, 3_435_973_837].map((bytes) => formatBytes(bytes, 'de'))).toEqual([
    '0 Byte',
    '1023 Byte',
    '1 KB',
    '3,2 GB',
  ]);
  expect([5, 59.2, 61, 3700, 7200].map(formatDuration)).toEqual(['5 s', '1 min', '2 min', '1 h 2 min', '2 h 0 min']);
});

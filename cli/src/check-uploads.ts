import { openAsBlob } from 'node:fs';

import { sourceOfBlob } from '@schleuse/archives/byte-source';
import { inspectUpload, type Refusal } from '@schleuse/archives/judge-upload';
import type { Firm } from '@schleuse/client/api.types';
import type { ApiProblem } from '@schleuse/client/problem';

import type { LocalFile } from './collect-files.ts';
import type { Context } from './command.ts';
import { CommandFailed, exitCodes } from './exit-codes.ts';
import { printable } from './terminal.ts';
import { words } from './words.ts';

/** S1–S3: what the profile does not take, told before anything is sent. @throws CommandFailed */
export async function checkUploads(firm: Firm, files: readonly LocalFile[], { terminal }: Context): Promise<void> {
  const { profile, limits } = firm;
  if (!profile) return;
  const text = words[terminal.language];
  const refused: string[] = [];
  for (const file of files) {
    const blob = await openAsBlob(file.path);
    const tooLarge = blob.size > limits.maxFileBytes;
    const reasons: Refusal[] = tooLarge
      ? [{ code: 'file_too_large' }]
      : (await inspectUpload(sourceOfBlob(blob), profile)).reasons;
    if (reasons.length > 0) refused.push(describe(file.relativePath || file.name, reasons, text));
  }
  if (files.length > limits.maxFiles) refused.push(text.problems['too_many_files'] ?? '');
  if (refused.length > 0) throw new CommandFailed(exitCodes.refused, [...refused, text.nothingSent].join('\n'));
}

type RefusedFile = { name: string; relativePath: string; reasons: Refusal[] };

/** What the server found when it looked itself: which files, and why. */
export function refusalOf(problem: ApiProblem, { terminal }: Context): CommandFailed | undefined {
  if (problem.code !== 'archive_refused') return undefined;
  const text = words[terminal.language];
  const files = (problem.details['files'] ?? []) as RefusedFile[];
  const lines = files.map(({ name, relativePath, reasons }) => describe(relativePath || name, reasons, text));
  return new CommandFailed(exitCodes.refused, [...lines, text.notDelivered].join('\n'));
}

function describe(name: string, reasons: readonly Refusal[], text: (typeof words)['de']): string {
  const why = reasons.map(({ code, entry }) => {
    const sentence = text.refusals[code] ?? text.problems[code] ?? text.otherRefusal;
    return `${sentence}${entry === undefined ? '' : ` [${printable(entry)}]`} (${text.code(code)})`;
  });
  return text.refusedFile(printable(name), why.join(' '));
}

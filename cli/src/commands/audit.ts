import { readFile, writeFile } from 'node:fs/promises';

import { type Audit, auditLog } from '@schleuse/proofs/audit-log';
import { parseVerifierKey, type VerifierKey } from '@schleuse/proofs/note-key';

import type { Command } from '../command.ts';
import { CommandFailed, exitCodes } from '../exit-codes.ts';
import type { Language } from '../language.ts';
import { readOptions } from '../read-options.ts';
import { printable } from '../terminal.ts';
import { words } from '../words.ts';

/** `schleuse audit`: reads a firm's whole evidence log and compares it with a head that was kept. */
export const audit: Command = async (args, { terminal, interrupt }) => {
  const { language } = terminal;
  const text = words[language];
  const { values } = readOptions(args, ['log', 'key', 'checkpoint', 'save'], language);
  const address = readLogAddress(values.log, language);
  const kept = values.checkpoint === undefined ? undefined : await readText(values.checkpoint, language);
  const fetchFile = (path: string): Promise<Uint8Array> => fetchLogFile(address, path, { interrupt, language });
  const { key, result } = await readAll().catch((error: unknown) => {
    if (error instanceof LogFileMissing) throw new CommandFailed(exitCodes.mismatch, text.audit.missing(error.path));
    throw error;
  });

  async function readAll(): Promise<{ key: VerifierKey; result: Audit }> {
    const key = readKey(values.key ?? new TextDecoder().decode(await fetchFile('key')).trim(), language);
    return { key, result: await auditLog({ key, fetch: fetchFile, ...(kept !== undefined && { kept }) }) };
  }

  const say = (line: string): void => void terminal.out.write(`${line}\n`);
  say(text.audit.of(printable(key.name)));
  if (values.key === undefined) say(text.audit.ownKey);
  for (const finding of result.findings) say(describeFinding(finding, language));
  if (result.findings.length > 0) return exitCodes.mismatch;
  say(text.audit.sound(result.entries));
  if (kept === undefined) say(text.audit.nothingKept);
  if (values.save !== undefined) {
    await writeFile(values.save, result.note);
    say(text.audit.saved(printable(values.save)));
  }
  return exitCodes.ok;
};

function describeFinding(finding: Audit['findings'][number], language: Language): string {
  const { findings } = words[language].audit;
  switch (finding.kind) {
    case 'checkpoint_not_signed':
      return findings[finding.which === 'new' ? 'newNotSigned' : 'keptNotSigned'];
    case 'shorter':
      return findings.shorter(finding.was, finding.is);
    case 'forked':
      return findings.forked(finding.was, finding.is);
    case 'tree_differs':
      return findings.treeDiffers;
    case 'entry_differs':
      return findings.entryDiffers(finding.index);
  }
}

class LogFileMissing extends Error {
  readonly path: string;
  constructor(path: string) {
    super(path);
    this.path = path;
  }
}

async function fetchLogFile(
  address: string,
  path: string,
  { interrupt, language }: { interrupt: AbortSignal; language: Language },
): Promise<Uint8Array> {
  const answer = await fetch(`${address}/${path}`, { signal: interrupt, redirect: 'error' }).catch(() => undefined);
  interrupt.throwIfAborted();
  if (answer?.status === 404) throw new LogFileMissing(path);
  if (!answer?.ok) throw new CommandFailed(exitCodes.unreachable, words[language].unreachableAtFirst(address));
  return new Uint8Array(await answer.arrayBuffer());
}

function readLogAddress(address: string | undefined, language: Language): string {
  if (address === undefined || !URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
    throw new CommandFailed(exitCodes.usage, words[language].missing('--log URL'));
  }
  return address.replace(/\/(checkpoint)?$/, '');
}

function readKey(key: string, language: Language): VerifierKey {
  try {
    return parseVerifierKey(key);
  } catch {
    throw new CommandFailed(exitCodes.usage, words[language].audit.badKey);
  }
}

async function readText(path: string, language: Language): Promise<string> {
  return readFile(path, 'utf8').catch(() => {
    throw new CommandFailed(exitCodes.usage, words[language].notThere(printable(path)));
  });
}

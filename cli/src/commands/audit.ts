import { readFile, writeFile } from 'node:fs/promises';

import { type Audit, auditLog } from '@schleuse/proofs/audit-log';
import { parseVerifierKey, type VerifierKey } from '@schleuse/proofs/note-key';
import { parseTlogProof } from '@schleuse/proofs/tlog-proof';

import type { Command } from '../command.ts';
import { CommandFailed, exitCodes } from '../exit-codes.ts';
import { formatInstant, type Language } from '../language.ts';
import { readOptions } from '../read-options.ts';
import { printable } from '../terminal.ts';
import { words } from '../words.ts';

/** `schleuse audit`: reads a firm's whole evidence log and compares it with a head that was kept. */
export const audit: Command = async (args, { terminal, interrupt }) => {
  const { language } = terminal;
  const text = words[language];
  const options = ['log', 'key', 'checkpoint', 'save'] as const;
  const { values, given } = readOptions(args, options, language, ['accept-restoration']);
  const address = readLogAddress(values.log, language);
  const kept = values.checkpoint === undefined ? undefined : readHead(await readText(values.checkpoint, language));
  const fetchFile = (path: string): Promise<Uint8Array> => fetchLogFile(address, path, { interrupt, language });
  const { key, result } = await readAll().catch((error: unknown) => {
    if (error instanceof LogFileMissing) throw new CommandFailed(exitCodes.mismatch, text.audit.missing(error.path));
    throw error;
  });

  async function readAll(): Promise<{ key: VerifierKey; result: Audit }> {
    const key = readKey(values.key ?? new TextDecoder().decode(await fetchFile('key')).trim(), language);
    return {
      key,
      result: await auditLog({ key, fetch: fetchFile, restorations, ...(kept !== undefined && { kept }) }),
    };
  }

  /** Logs of others, and older servers, have no such list. */
  async function restorations(): Promise<string | undefined> {
    return new TextDecoder().decode(
      await fetchFile('restorations').catch((error: unknown) => {
        if (error instanceof LogFileMissing) return undefined;
        throw error;
      }),
    );
  }

  const say = (line: string): void => void terminal.out.write(`${line}\n`);
  say(text.audit.of(printable(key.name)));
  if (values.key === undefined) say(text.audit.ownKey);
  for (const finding of result.findings) say(describeFinding(finding, language));
  const accepted = given.has('accept-restoration') && result.findings.every(({ kind }) => kind === 'cut_back');
  if (result.findings.length > 0 && !accepted) return exitCodes.mismatch;
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
    case 'cut_back': {
      const { was, is, from, declared } = finding;
      const [at, taken] = [declared.declaredAt, declared.takenAt].map((time) => formatInstant(time, language));
      return findings.cutBack({ was, is, from, at: at ?? '', taken: taken ?? '' });
    }
    case 'tree_differs':
      return findings.treeDiffers;
    case 'entry_differs':
      return findings.entryDiffers(finding.index);
  }
}

/** A head is kept as it is, or inside a receipt or certificate, whose proof has it. */
function readHead(text: string): string {
  try {
    const document = JSON.parse(text) as { proof?: unknown } | null;
    return parseTlogProof(String(document?.proof)).checkpoint;
  } catch {
    return text;
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

import { createApi } from '@schleuse/client/api';
import type { Api, Dropoff, DropoffAccess, Firm, OpenedDropoff } from '@schleuse/client/api.types';
import { openNodeFile } from '@schleuse/client/node-file';
import { ApiProblem } from '@schleuse/client/problem';
import { createUploadQueue } from '@schleuse/client/upload-queue';
import type { QueueFile, QueueSnapshot } from '@schleuse/client/upload-queue.types';
import type { Receipt } from '@schleuse/proofs/receipt';

import { checkReceipt } from '../check-receipt.ts';
import { checkUploads, refusalOf } from '../check-uploads.ts';
import type { Command, Context } from '../command.ts';
import { CommandFailed, exitCodes } from '../exit-codes.ts';
import { explainProblem, failureOf, orFail } from '../explain-problem.ts';
import { formatInstant } from '../language.ts';
import { persist } from '../persist.ts';
import { createProgress } from '../progress.ts';
import { saveReceipt } from '../save-receipt.ts';
import { readSendRequest, type SendRequest } from '../send-request.ts';
import { openSendState, type SendState, stateFolder } from '../send-state.ts';
import { solveChallenge } from '../solve-challenge.ts';
import { printable } from '../terminal.ts';
import { words } from '../words.ts';

/** How long the very first answer may take, in seconds: an address with a typing mistake is told soon. */
const firstContact = 20;
const challengesMost = 3;

/** `schleuse send`: from the files on the command line to the receipt beside them. */
export const send: Command = async (args, context) => {
  const { terminal, interrupt, env } = context;
  const text = words[terminal.language];
  const request = await readSendRequest(args, context);
  const api = createApi({ baseUrl: request.server });
  using state = openSendState(stateFolder(env), request);
  if (!state) throw new CommandFailed(exitCodes.usage, text.running);

  const firm = await findFirm(api, request, context);
  await checkUploads(firm, request.files, context);
  const earlier = await findEarlier(api, state, request, context);
  const access = earlier?.access ?? (await open(api, firm, state, request, context));
  const refuseInWords = (error: unknown): never => {
    throw (error instanceof ApiProblem && refusalOf(error, context)) || error;
  };
  let receipt = earlier?.dropoff.receipt;
  if (!receipt) {
    if (earlier) terminal.err.write(`${text.resuming}\n`);
    await sendFiles(api, access, state, request, context);
    terminal.err.write(`${text.submitting}\n`);
    receipt = await orFail(
      persist(() => api.submit(access, request.files.length), request.timeout, interrupt).catch(refuseInWords),
      terminal.language,
    );
  }
  return await conclude(api, access, receipt, firm, state, request, context);
};

async function findFirm(api: Api, request: SendRequest, { terminal, interrupt }: Context): Promise<Firm> {
  const patience = Math.min(request.timeout, firstContact);
  try {
    return await persist(() => api.firm(request.firm || undefined, request.profile || undefined), patience, interrupt);
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    if (error.code !== 'unreachable') throw failureOf(error, terminal.language);
    throw new CommandFailed(exitCodes.unreachable, words[terminal.language].unreachableAtFirst(request.server));
  }
}

/** The drop-off an earlier run of this command began, if the server still takes or has it. */
async function findEarlier(
  api: Api,
  state: SendState,
  request: SendRequest,
  { terminal, interrupt }: Context,
): Promise<{ access: DropoffAccess; dropoff: Dropoff } | undefined> {
  const access = state.access();
  if (!access) return undefined;
  try {
    const dropoff = await persist(() => api.dropoff(access), request.timeout, interrupt);
    if (dropoff.state === 'open' || dropoff.receipt) return { access, dropoff };
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    if (error.passing) throw failureOf(error, terminal.language);
  }
  state.forget();
  return undefined;
}

async function open(
  api: Api,
  firm: Firm,
  state: SendState,
  { customerNumber, note, firm: firmId, profile, answers, timeout }: SendRequest,
  { terminal, interrupt }: Context,
): Promise<DropoffAccess> {
  const text = words[terminal.language];
  const body = {
    customerNumber,
    ...(note && { note }),
    ...(firmId && { firm: firmId }),
    ...(profile && { profile, answers }),
  };
  const tryOpen = async (altcha?: string, solved = 0): Promise<OpenedDropoff> => {
    try {
      return await api.openDropoff({ ...body, ...(altcha !== undefined && { altcha }) });
    } catch (error) {
      // Others in the same network may try numbers meanwhile: then the next task is a harder one.
      const asked = error instanceof ApiProblem && error.code === 'proof_of_work_required';
      if (!asked || solved === challengesMost) throw error;
      terminal.err.write(`${text.proofOfWork}\n`);
      return await tryOpen(await solveChallenge(error.details['challenge'] ?? (await api.challenge())), solved + 1);
    }
  };
  const opened = await orFail(
    persist(() => tryOpen(), Math.min(timeout, firstContact), interrupt),
    terminal.language,
  );
  state.begin(opened);
  terminal.err.write(`${text.to(printable(firm.name), printable(customerNumber), printable(opened.customerHint))}\n`);
  terminal.err.write(`${text.erased(opened.eraseAfterDays)}\n`);
  return opened;
}

async function sendFiles(
  api: Api,
  access: DropoffAccess,
  state: SendState,
  request: SendRequest,
  context: Context,
): Promise<void> {
  const { terminal, interrupt } = context;
  const files: QueueFile[] = [];
  for (const { path, name, relativePath } of request.files) files.push(await openNodeFile(path, name, relativePath));
  const expectedBytes = files.reduce((sum, file) => sum + file.size, 0);
  // Only for the firm's eyes: it does not hold up the sending.
  await api.changeDropoff(access, { expectedFiles: files.length, expectedBytes }).catch(() => undefined);

  const queue = createUploadQueue({ api, access, store: state.store });
  const progress = createProgress(terminal);
  const ended = Promise.withResolvers<QueueSnapshot | 'timeout' | 'interrupted'>();
  let contact = Date.now();
  const watch = (): void => {
    const snapshot = queue.snapshot();
    progress.show(snapshot);
    if (snapshot.state !== 'offline') contact = Date.now();
    else if (Date.now() - contact > request.timeout * 1000) ended.resolve('timeout');
  };
  const timer = setInterval(watch, 250);
  const onInterrupt = (): void => ended.resolve('interrupted');
  interrupt.addEventListener('abort', onInterrupt);
  if (interrupt.aborted) onInterrupt();
  queue.add(files);
  queue.start();
  void queue.settled().then(ended.resolve);
  try {
    const end = await ended.promise;
    progress.show(queue.snapshot());
    progress.end();
    if (end === 'interrupted') interrupt.throwIfAborted();
    else if (end === 'timeout') throw new CommandFailed(exitCodes.unreachable, words[terminal.language].gaveUp);
    else reportEnd(end, state, context);
  } finally {
    clearInterval(timer);
    interrupt.removeEventListener('abort', onInterrupt);
    queue.close();
  }
}

/** Throws unless every file has arrived. */
function reportEnd({ state: end, items, problem }: QueueSnapshot, state: SendState, { terminal }: Context): void {
  const text = words[terminal.language];
  if (end === 'done') return;
  if (end === 'ended') {
    state.forget();
    if (problem) throw failureOf(problem, terminal.language);
  }
  const refused = items.filter((item) => item.state === 'refused');
  for (const { file, problem: reason } of refused) {
    const name = printable(file.relativePath || file.name);
    const changed = reason?.code === 'file_changed';
    const why = reason ? explainProblem(reason, terminal.language) : '';
    terminal.err.write(`${changed ? text.changedFile(name) : text.refusedFile(name, why)}\n`);
  }
  const allChanged = refused.every((item) => item.problem?.code === 'file_changed');
  throw new CommandFailed(allChanged ? exitCodes.fileChanged : exitCodes.refused, text.notDelivered);
}

/** Saves the receipt, says what it says, and holds it against firm and files. */
async function conclude(
  api: Api,
  access: DropoffAccess,
  receipt: Receipt,
  firm: Firm,
  state: SendState,
  request: SendRequest,
  { terminal, interrupt }: Context,
): Promise<number> {
  const text = words[terminal.language];
  const pdf = await persist(() => api.receiptPdf(access, terminal.language), 30, interrupt).catch(() => undefined);
  const path = await saveReceipt(request.out, text.receiptName, receipt, pdf).catch(() => {
    throw new CommandFailed(exitCodes.usage, text.notSaved(printable(request.out)));
  });
  state.forget();
  terminal.err.write(`${text.checking}\n`);
  const faults = await checkReceipt(receipt, firm, request.files, terminal.language, interrupt);
  terminal.out.write(
    [
      text.delivered,
      text.receivedAt(printable(receipt.firm), formatInstant(receipt.receivedAt, terminal.language)),
      text.erasesAt(formatInstant(receipt.erasesAt, terminal.language)),
      text.savedTo(printable(path)),
      '',
    ].join('\n'),
  );
  if (faults.length === 0) return exitCodes.ok;
  terminal.err.write([text.wrongReceipt, ...faults, ''].join('\n'));
  return exitCodes.mismatch;
}

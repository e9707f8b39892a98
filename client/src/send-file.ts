import type { DetailedError, FileReader, Upload, UploadOptions } from 'tus-js-client';

import type { DropoffAccess } from './api.types.ts';
import { ApiProblem, problemOf, unreachable } from './problem.ts';
import type { FileBody, QueueFile } from './upload-queue.types.ts';

/** Up to this size a file goes out with the request that creates its upload: one round trip instead of two. */
export const atOnceBytes = 256 * 1024;
/** Silence after which a line counts as dead, in milliseconds: TCP itself would wait for a quarter of an hour. */
export const silenceLimit = 45_000;

export type SendOptions = {
  endpoint: string;
  access: DropoffAccess;
  file: QueueFile;
  /** Goes on with this upload; without it a new one is made. */
  uploadId: string | undefined;
  /** Largest body of one request, in bytes. */
  chunkBytes: number;
  signal: AbortSignal;
  /** The server answered: the upload exists, and the line works. */
  onUpload(uploadId: string): void;
  /** Bytes of the file that are out, from its beginning. */
  onProgress(sent: number): void;
};

/**
 * One try at sending one file, from the byte the server has to the last one. Resolves when the server has confirmed all.
 *
 * @throws ApiProblem also with the codes `unreachable`, `file_changed` and (status 413 without a code of ours)
 *   `http_413`; the signal's reason when aborted
 */
export async function sendFile(options: SendOptions): Promise<void> {
  const { Upload } = await import('tus-js-client');
  const { signal, file } = options;
  signal.throwIfAborted();
  const outcome = Promise.withResolvers<void>();
  const body = bodyOf(file, outcome.reject);
  let upload: Upload | undefined = undefined;
  let alive = performance.now();
  const onAbort = (): void => outcome.reject(signal.reason);
  const watch = setInterval(() => {
    if (performance.now() - alive > silenceLimit) outcome.reject(unreachable(new Error('no sign of life')));
  }, 1000);
  signal.addEventListener('abort', onAbort);
  try {
    upload = new Upload(file.body as Blob, {
      ...tusOptions(options, body),
      onUploadUrlAvailable() {
        alive = performance.now();
        const id = upload?.url?.match(/([^/]+)\/?$/)?.[1];
        if (id) options.onUpload(id);
      },
      onProgress(sent) {
        alive = performance.now();
        options.onProgress(sent);
      },
      onSuccess: () => outcome.resolve(),
      onError: (error) => outcome.reject(error),
    });
    upload.start();
    await outcome.promise;
  } catch (error) {
    // Before abort(): in browsers it empties an answer that is already there, and a refusal would look like no status.
    const problem = signal.aborted ? error : await explain(error, file);
    await upload?.abort();
    signal.throwIfAborted();
    throw problem;
  } finally {
    clearInterval(watch);
    signal.removeEventListener('abort', onAbort);
    body.close();
  }
}

function tusOptions({ endpoint, access, file, uploadId, chunkBytes }: SendOptions, body: OpenBody): UploadOptions {
  return {
    ...(uploadId === undefined ? { endpoint } : { uploadUrl: `${endpoint}/${uploadId}` }),
    metadata: {
      filename: file.name,
      ...(file.relativePath && { relativePath: file.relativePath }),
      ...(file.type && { filetype: file.type }),
    },
    headers: { authorization: `Bearer ${access.token}` },
    uploadSize: file.size,
    uploadDataDuringCreation: file.size > 0 && file.size <= Math.min(atOnceBytes, chunkBytes),
    chunkSize: chunkBytes,
    // Trying again is the queue's business: it knows of the other files, and waits without an end.
    retryDelays: null,
    storeFingerprintForResuming: false,
    fingerprint: () => Promise.resolve(''),
    fileReader: { openFile: () => Promise.resolve(body) } as FileReader,
  };
}

type OpenBody = { size: number; slice(start: number, end: number): Promise<Slice>; close(): void };
type Slice = { value: unknown; done: boolean };

function bodyOf({ body, size }: QueueFile, onFailure: (problem: ApiProblem) => void): OpenBody {
  return {
    size,
    async slice(start, end) {
      const value = body instanceof Blob ? body.slice(start, end) : await body.slice(start, end, onFailure);
      return { value, done: end >= size };
    },
    close() {
      if (!(body instanceof Blob)) body.close();
    },
  };
}

/** What went wrong, in the words of the API. */
async function explain(error: unknown, file: QueueFile): Promise<Error> {
  if (error instanceof ApiProblem) return error;
  const { originalResponse, causingError } = error as Partial<DetailedError>;
  if (originalResponse) return problemOf(originalResponse.getStatus(), originalResponse.getBody());
  if (causingError instanceof ApiProblem) return causingError;
  // A browser reports a file it cannot read any more like a broken line; that one would be tried for ever.
  if (!(await isReadable(file.body))) return fileChanged();
  return unreachable(error);
}

async function isReadable(body: Blob | FileBody): Promise<boolean> {
  if (!(body instanceof Blob) || body.size === 0) return true;
  try {
    await body.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

/** The file here is not the one that was chosen any more: changed, moved or deleted. */
export function fileChanged(): ApiProblem {
  return new ApiProblem(0, 'file_changed', 'The file was changed, moved or deleted since it was chosen.');
}

import type { Receipt } from '@schleuse/proofs/receipt';

/** Bytes, bytes, pieces; the server enforces the same. */
export type Limits = { maxFileBytes: number; maxTotalBytes: number; maxFiles: number };

export type Firm = {
  id: string;
  name: string;
  eraseAfterDays: number;
  customerNumberExample: string;
  limits: Limits;
  /** Ed25519 public key, base64. */
  receiptKey: string;
  imprint: string;
  version: string;
};

export type NewDropoff = {
  customerNumber: string;
  note?: string;
  /** Only where one server holds several firms. */
  firm?: string;
  /** A solved challenge (solve-challenge.ts), after code `proof_of_work_required`. */
  altcha?: string;
};

export type OpenedDropoff = {
  id: string;
  token: string;
  expiresAt: string;
  limits: Limits;
  customerHint: string;
  eraseAfterDays: number;
};

export type ServerUpload = {
  id: string;
  name: string;
  relativePath: string;
  mediaType: string;
  length: number;
  received: number;
  state: 'open' | 'complete' | 'terminated' | 'expired';
};

export type Dropoff = {
  id: string;
  state: 'open' | 'submitted' | 'closed' | 'expired';
  expiresAt: string;
  erasesAt: string;
  customerHint: string;
  customerNumber: string;
  note: string;
  limits: Limits;
  uploads: ServerUpload[];
  receipt?: Receipt;
};

/** What holds a drop-off together for its sender. The token is a secret. */
export type DropoffAccess = { id: string; token: string };

/** The public side of the server. Every call rejects with ApiProblem, or with the signal's reason when aborted. */
export type Api = {
  readonly baseUrl: string;
  firm(firmId?: string): Promise<Firm>;
  /** An ALTCHA challenge, to be solved by solve-challenge.ts. */
  challenge(): Promise<unknown>;
  openDropoff(request: NewDropoff): Promise<OpenedDropoff>;
  dropoff(access: DropoffAccess, signal?: AbortSignal): Promise<Dropoff>;
  /** Changes the note, or says how much is going to be sent: then an unfinished drop-off can be told as such. */
  changeDropoff(
    access: DropoffAccess,
    change: { note?: string; expectedFiles?: number; expectedBytes?: number },
  ): Promise<void>;
  /**
   * Hands the drop-off over. Idempotent; waits while the server checks large files once more.
   * @throws ApiProblem `uploads_unfinished`, `no_files`, `files_missing`
   */
  submit(access: DropoffAccess, expectedFiles?: number): Promise<Receipt>;
  removeUpload(access: DropoffAccess, uploadId: string): Promise<void>;
  receiptPdf(access: DropoffAccess, language?: 'de' | 'en'): Promise<Blob>;
};

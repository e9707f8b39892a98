import type { Receipt } from '@schleuse/proofs/receipt';

import type { Dropoff, DropoffChange, Firm, NewDropoff, OpenedDropoff } from './api.generated.ts';

export type { Dropoff, DropoffChange, Firm, NewDropoff, OpenedDropoff } from './api.generated.ts';

/** Bytes, bytes, pieces; the server enforces the same. */
export type Limits = Dropoff['limits'];
export type ServerUpload = Dropoff['uploads'][number];

/** What holds a drop-off together for its sender. The token is a secret. */
export type DropoffAccess = Pick<OpenedDropoff, 'id' | 'token'>;

/** The public side of the server. Every call rejects with ApiProblem, or with the signal's reason when aborted. */
export type Api = {
  /** Without a slash at its end; empty in the server's own pages. */
  readonly baseUrl: string;
  /** With a profile's slug its texts and questions too; limits and period are then the profile's. */
  firm(firmId?: string, profile?: string): Promise<Firm>;
  /** An ALTCHA challenge. After code `proof_of_work_required` take the one in its `details.challenge`: it may be harder. */
  challenge(): Promise<unknown>;
  openDropoff(request: NewDropoff): Promise<OpenedDropoff>;
  dropoff(access: DropoffAccess, signal?: AbortSignal): Promise<Dropoff>;
  /** Changes the note, or says how much is going to be sent: then an unfinished drop-off can be told as such. */
  changeDropoff(access: DropoffAccess, change: DropoffChange): Promise<void>;
  /**
   * Hands the drop-off over. Idempotent; waits while the server checks large files once more.
   * @throws ApiProblem `uploads_unfinished`, `no_files`, `files_missing`
   */
  submit(access: DropoffAccess, expectedFiles?: number): Promise<Receipt>;
  removeUpload(access: DropoffAccess, uploadId: string): Promise<void>;
  receiptPdf(access: DropoffAccess, language?: 'de' | 'en'): Promise<Blob>;
};

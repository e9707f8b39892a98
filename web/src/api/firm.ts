import { requestJson } from './request.ts';

/** What the public pages know of the firm. */
export type PublicFirm = {
  id: string;
  name: string;
  eraseAfterDays: number;
  customerNumberExample: string;
  limits: UploadLimits;
  /** Ed25519 public key, base64. */
  receiptKey: string;
  imprint: string;
  version: string;
};

/** All in bytes or pieces; the server enforces the same. */
export type UploadLimits = { maxFileBytes: number; maxTotalBytes: number; maxFiles: number };

export function fetchFirm(firmId?: string): Promise<PublicFirm> {
  return requestJson<PublicFirm>(firmId ? `/api/firm?firm=${encodeURIComponent(firmId)}` : '/api/firm');
}

// Written by `npm run types -w @schleuse/client` from server/openapi.json; a test compares. Do not edit.

export type Firm = {
  id: string;
  name: string;
  eraseAfterDays: number;
  customerNumberExample: string;
  limits: {
    maxFileBytes: number;
    maxTotalBytes: number;
    maxFiles: number;
  };
  /** Nothing is taken without a request or a signed link */
  requireRequest: boolean;
  /** Case references come from signed links only */
  requireSignedLinks: boolean;
  /** Ed25519 public key, base64 */
  receiptKey: string;
  imprint: string;
  version: string;
  profile?: {
    /** Last part of the address /einsenden/<slug>; never changes */
    slug: string;
    texts: {
      de: {
        title: string;
        intro: string;
      };
      en: {
        title: string;
        intro: string;
      };
    };
    /** Kinds of archive, recognised by their content; empty: any file */
    kinds: ('zip' | 'tar' | 'rar' | 'gz')[];
    /** Rows of the form beyond the customer number */
    ask: {
      note: 'off' | 'optional' | 'required';
      contactName: 'off' | 'optional' | 'required';
      email: 'off' | 'optional' | 'required';
      phone: 'off' | 'optional' | 'required';
      caseReference: 'off' | 'optional' | 'required';
    };
    /** Each archive holds a Readme.txt with contact data */
    needsReadme: boolean;
  };
};

export type NewDropoff = {
  customerNumber: string;
  note?: string;
  firm?: string;
  /** Last part of the address /einsenden/<profile> */
  profile?: string;
  /** Rows of a profile's form beyond number and note */
  answers?: {
    contactName?: string;
    email?: string;
    phone?: string;
    caseReference?: string;
  };
  /** Solved challenge of /api/challenge */
  altcha?: string;
  request?: string;
  /** The firm's own name for the case */
  caseReference?: string;
  /** Of a link that the firm’s own program signed */
  link?: {
    /** Seconds since 1970 */
    until: number;
    /** Ed25519 over the lines of the link, base64url */
    signature: string;
  };
};

export type OpenedDropoff = {
  id: string;
  /** Bearer token of this drop-off; shown this once */
  token: string;
  expiresAt: string;
  limits: {
    /** Bytes */
    maxFileBytes: number;
    /** Bytes */
    maxTotalBytes: number;
    maxFiles: number;
  };
  /** Enough of the customer's name to notice a wrong number */
  customerHint: string;
  eraseAfterDays: number;
};

export type Dropoff = {
  id: string;
  /** open: files arrive; submitted: handed over; closed: erased; expired: never submitted */
  state: 'open' | 'submitted' | 'closed' | 'expired';
  expiresAt: string;
  erasesAt: string;
  customerNumber: string;
  customerHint: string;
  note: string;
  /** Last part of the address /einsenden/<profile> */
  profile?: string;
  /** Rows of a profile's form beyond number and note */
  answers?: {
    contactName?: string;
    email?: string;
    phone?: string;
    caseReference?: string;
  };
  limits: {
    /** Bytes */
    maxFileBytes: number;
    /** Bytes */
    maxTotalBytes: number;
    maxFiles: number;
  };
  uploads: ({
    id: string;
    name: string;
    relativePath: string;
    mediaType: string;
    /** Bytes */
    length: number;
    /** Bytes */
    received: number;
    state: 'open' | 'complete';
  })[];
  receipt?: {
    format: 'schleuse-receipt-v1';
    id: string;
    firm: string;
    customerNumber: string;
    receivedAt: string;
    erasesAt: string;
    files: ({
      name: string;
      /** Bytes */
      size: number;
      sha256: string;
    })[];
    /** Ed25519 public key of the firm, base64 */
    signingKey: string;
    /** Ed25519 over the canonical JSON of all but itself and the proof (proofs/SPEC.md), base64 */
    signature: string;
    leaf?: {
      /** 32 bytes, base64 */
      salt: string;
      /** The log's entry: what the leaf is the hash of */
      data: string;
      event: {
        id: number;
        firm: string;
        at: string;
        kind: string;
        actor: {
          kind: 'staff' | 'submitter' | 'system' | 'anonymous';
          id: string | null;
        };
        subject: {
          kind: string;
          id: string | null;
        };
        details: Record<string, unknown>;
      };
    };
    /** C2SP tlog-proof with the signed checkpoint */
    proof?: string;
    /** The log's key, C2SP signed-note vkey */
    verifierKey?: string;
  };
};

export type DropoffChange = {
  note?: string;
  /** Rows of a profile's form beyond number and note */
  answers?: {
    contactName?: string;
    email?: string;
    phone?: string;
    caseReference?: string;
  };
  expectedFiles?: number;
  /** Bytes */
  expectedBytes?: number;
};

export type DropoffReceipt = {
  format: 'schleuse-receipt-v1';
  id: string;
  firm: string;
  customerNumber: string;
  receivedAt: string;
  erasesAt: string;
  files: ({
    name: string;
    /** Bytes */
    size: number;
    sha256: string;
  })[];
  /** Ed25519 public key of the firm, base64 */
  signingKey: string;
  /** Ed25519 over the canonical JSON of all but itself and the proof (proofs/SPEC.md), base64 */
  signature: string;
  leaf?: {
    /** 32 bytes, base64 */
    salt: string;
    /** The log's entry: what the leaf is the hash of */
    data: string;
    event: {
      id: number;
      firm: string;
      at: string;
      kind: string;
      actor: {
        kind: 'staff' | 'submitter' | 'system' | 'anonymous';
        id: string | null;
      };
      subject: {
        kind: string;
        id: string | null;
      };
      details: Record<string, unknown>;
    };
  };
  /** C2SP tlog-proof with the signed checkpoint */
  proof?: string;
  /** The log's key, C2SP signed-note vkey */
  verifierKey?: string;
};

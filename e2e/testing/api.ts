import { createHash, randomBytes } from 'node:crypto';

export type Receipt = {
  id: string;
  firm: string;
  customerNumber: string;
  receivedAt: string;
  erasesAt: string;
  files: { name: string; size: number; sha256: string }[];
  signature: string;
};
export type Dropoff = {
  id: string;
  token: string;
  expiresAt: string;
  customerHint: string;
  limits: Record<string, number>;
};
export type InboxItem = {
  id: string;
  customerNumber: string;
  note: string;
  state: string;
  erasesAt: string;
  files: { id: string; name: string; size: number; sha256: string }[];
};

/** What a hand-written client would do, step by step, against the documented API. */
export async function openDropoff(url: string, customerNumber: string, note = ''): Promise<Dropoff> {
  const answer = await postJson(`${url}/api/dropoffs`, { customerNumber, note });
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Dropoff;
}

export async function createUpload(
  url: string,
  token: string,
  file: { name: string; size: number; relativePath?: string },
  firstBytes?: Uint8Array<ArrayBuffer>,
): Promise<Response> {
  const metadata = [`filename ${base64(file.name)}`, `filetype ${base64('application/octet-stream')}`];
  if (file.relativePath) metadata.push(`relativePath ${base64(file.relativePath)}`);
  return fetch(`${url}/api/uploads`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'tus-resumable': '1.0.0',
      'upload-length': String(file.size),
      'upload-metadata': metadata.join(','),
      ...(firstBytes ? { 'content-type': 'application/offset+octet-stream' } : {}),
    },
    ...(firstBytes ? { body: firstBytes } : {}),
  });
}

export async function headUpload(location: string, token: string): Promise<Response> {
  return fetch(location, { method: 'HEAD', headers: { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0' } });
}

export async function patchUpload(
  location: string,
  token: string,
  offset: number,
  body: RequestInit['body'],
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(location, {
    method: 'PATCH',
    headers: {
      authorization: `Bearer ${token}`,
      'tus-resumable': '1.0.0',
      'upload-offset': String(offset),
      'content-type': 'application/offset+octet-stream',
      ...headers,
    },
    body: body ?? null,
    duplex: 'half',
  } as RequestInit);
}

/** Creates the upload and sends all of it in one PATCH; returns its address. */
export async function uploadWhole(
  url: string,
  token: string,
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const created = await createUpload(url, token, { name, size: bytes.length });
  if (created.status !== 201) throw new Error(`${created.status} ${await created.text()}`);
  const location = new URL(created.headers.get('location') ?? '', url).href;
  if (bytes.length > 0) {
    const patched = await patchUpload(location, token, 0, bytes);
    if (patched.status !== 204) throw new Error(`${patched.status} ${await patched.text()}`);
  }
  return location;
}

export async function submit(url: string, dropoff: Dropoff): Promise<Receipt> {
  const answer = await postJson(
    `${url}/api/dropoffs/${dropoff.id}/submit`,
    {},
    { authorization: `Bearer ${dropoff.token}` },
  );
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Receipt;
}

/** Signs in and returns the header that carries the session. */
export async function signIn(url: string, owner: { email: string; password: string }): Promise<{ cookie: string }> {
  const answer = await postJson(`${url}/api/session`, owner);
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  return { cookie: (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '' };
}

export async function inbox(url: string, session: { cookie: string }): Promise<InboxItem[]> {
  const answer = await fetch(`${url}/api/inbox`, { headers: session });
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { items: InboxItem[] }).items;
}

export async function postJson(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

/** Bytes no compression and no chance will find anywhere else. */
export function someBytes(length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(randomBytes(length));
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

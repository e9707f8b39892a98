import { connect, type Socket } from 'node:net';
import { once } from 'node:events';

export type TusResponse = { status: number; headers: Headers; problem: Record<string, unknown> };

/** One request as a client of its own making sends it. */
export async function tus(
  url: string,
  method: string,
  token: string | undefined,
  headers: Record<string, string | undefined> = {},
  body?: Uint8Array<ArrayBuffer>,
): Promise<TusResponse> {
  const all: Record<string, string | undefined> = {
    'tus-resumable': '1.0.0',
    authorization: token && `Bearer ${token}`,
    ...(body && { 'content-type': 'application/offset+octet-stream' }),
    ...headers,
  };
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const response = await fetch(url, { method, headers: given, ...(body && { body }) });
  const text = await response.text();
  return { status: response.status, headers: response.headers, problem: text === '' ? {} : JSON.parse(text) };
}

export function metadata(values: Record<string, string | Uint8Array>): string {
  return Object.entries(values)
    .map(([key, value]) => `${key} ${Buffer.from(value as string).toString('base64')}`)
    .join(',');
}

/** Begins an upload and returns its address. */
export async function begin(base: string, token: string, name: string, length: number): Promise<string> {
  const { status, headers, problem } = await tus(base, 'POST', token, {
    'upload-length': String(length),
    'upload-metadata': metadata({ filename: name }),
  });
  if (status !== 201) throw new Error(`creation answered ${status} ${JSON.stringify(problem)}`);
  return new URL(headers.get('location') ?? '', base).href;
}

export async function offsetOf(url: string, token: string): Promise<number> {
  const { status, headers } = await tus(url, 'HEAD', token);
  if (status !== 200) throw new Error(`HEAD answered ${status}`);
  return Number(headers.get('upload-offset'));
}

/** Sends the head of a PATCH over a bare socket; what follows is the caller's. */
export async function openPatch(
  url: string,
  token: string,
  offset: number,
  length: number,
  headers: string[] = [],
): Promise<Socket> {
  const { hostname, port, pathname } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  const lines = [
    `PATCH ${pathname} HTTP/1.1`,
    `Host: ${hostname}:${port}`,
    'Tus-Resumable: 1.0.0',
    `Authorization: Bearer ${token}`,
    'Content-Type: application/offset+octet-stream',
    `Upload-Offset: ${offset}`,
    `Content-Length: ${length}`,
    ...headers,
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  return socket;
}

export async function sendAll(socket: Socket, bytes: Uint8Array): Promise<void> {
  if (!socket.write(bytes)) await once(socket, 'drain');
}

/** The status line of the next answer on a bare socket; 0 when the line is cut first. */
export async function statusFrom(socket: Socket): Promise<number> {
  let text = '';
  for await (const piece of socket) {
    text += String(piece);
    const match = /^HTTP\/1\.1 (\d{3})/.exec(text);
    if (match) return Number(match[1]);
  }
  return 0;
}

import { decodeText } from './decode-text.ts';

/** As much of a Readme as is read: a person's request with contact data needs no more. */
export const readmeBytes = 64 * 1024;

/** Text from pieces as they are unpacked; stops asking for more when it has enough, however much there would be. */
export async function readText(pieces: AsyncIterable<Uint8Array>, limit = readmeBytes): Promise<string> {
  const bytes = new Uint8Array(limit);
  let length = 0;
  let cut = false;
  for await (const piece of pieces) {
    const part = piece.subarray(0, limit - length);
    bytes.set(part, length);
    length += part.length;
    cut = part.length < piece.length;
    if (length === limit) break;
  }
  return decodeText(bytes.subarray(0, length), cut || length === limit);
}

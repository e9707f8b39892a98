export type HttpResponse = { status: number; headers: Map<string, string>; bodyBytes: number; bodyStart: string };

/** Reads answers one after the other; bodies are counted, only their beginning is kept (for error messages). */
export function createResponseReader(onResponse: (response: HttpResponse) => void): {
  take(bytes: Buffer): void;
} {
  let head = '';
  let current: HttpResponse | undefined;
  let left = 0;
  let chunked = false;
  let chunkLine = '';
  let afterChunk = 0;

  function finish(): void {
    const done = current;
    current = undefined;
    head = '';
    if (done && done.status >= 200) onResponse(done);
  }

  function begin(text: string): void {
    const [statusLine = '', ...lines] = text.split('\r\n');
    const headers = new Map<string, string>();
    for (const line of lines) {
      const colon = line.indexOf(':');
      headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
    }
    current = { status: Number(statusLine.split(' ')[1]), headers, bodyBytes: 0, bodyStart: '' };
    chunked = headers.get('transfer-encoding') === 'chunked';
    chunkLine = '';
    afterChunk = 0;
    left = chunked ? 0 : Number(headers.get('content-length') ?? 0);
    if (!chunked && left === 0) finish();
  }

  function count(bytes: Buffer): void {
    if (!current) return;
    current.bodyBytes += bytes.length;
    if (current.bodyStart.length < 300) current.bodyStart += bytes.toString('latin1', 0, 300);
  }

  /** Returns what is left of `bytes` after one step within a chunked body. */
  function stepChunked(bytes: Buffer): Buffer {
    if (left > 0) {
      const piece = bytes.subarray(0, left);
      count(piece);
      left -= piece.length;
      if (left === 0) afterChunk = 2;
      return bytes.subarray(piece.length);
    }
    if (afterChunk > 0) {
      afterChunk--;
      return bytes.subarray(1);
    }
    const sign = String.fromCharCode(bytes[0] ?? 0);
    chunkLine += sign;
    if (sign === '\n') {
      const size = Number.parseInt(chunkLine, 16);
      if (size > 0) left = size;
      // The end mark: a chunk of no bytes and an empty line.
      else if (chunkLine === '\r\n') finish();
      chunkLine = '';
    }
    return bytes.subarray(1);
  }

  return {
    take(bytes) {
      let rest = bytes;
      while (rest.length > 0) {
        if (!current) {
          head += rest.toString('latin1');
          const end = head.indexOf('\r\n\r\n');
          if (end < 0) return;
          rest = Buffer.from(head.slice(end + 4), 'latin1');
          begin(head.slice(0, end));
        } else if (chunked) {
          rest = stepChunked(rest);
        } else {
          const piece = rest.subarray(0, left);
          count(piece);
          left -= piece.length;
          rest = rest.subarray(piece.length);
          if (left === 0) finish();
        }
      }
    },
  };
}

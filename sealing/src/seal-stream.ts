import { sealChunk, type SealState } from './seal.ts';

/** Takes plaintext in pieces of any size and gives sealed pieces to be written in order. */
export type SealStream = {
  push(bytes: Uint8Array): Uint8Array[];
  /** Seals what is left, also nothing; must be called exactly once, else the message counts as truncated. */
  end(): Uint8Array[];
};

/** A stream over a message just started; its salt and commitment come with the first piece. */
export function createSealStream(state: SealState): SealStream {
  const pending = new Uint8Array(state.chunkBytes);
  let filled = 0;
  let prefix: Uint8Array[] = [state.prefix];

  function takePrefix(): Uint8Array[] {
    const out = prefix;
    prefix = [];
    return out;
  }

  return {
    push(bytes) {
      const out = takePrefix();
      let rest = bytes;
      while (rest.length > 0) {
        if (filled === 0 && rest.length >= state.chunkBytes) {
          out.push(...sealChunk(state, rest.subarray(0, state.chunkBytes)));
          rest = rest.subarray(state.chunkBytes);
          continue;
        }
        const piece = rest.subarray(0, state.chunkBytes - filled);
        pending.set(piece, filled);
        filled += piece.length;
        rest = rest.subarray(piece.length);
        if (filled === state.chunkBytes) {
          out.push(...sealChunk(state, pending));
          filled = 0;
        }
      }
      return out;
    },
    end() {
      const out = [...takePrefix(), ...sealChunk(state, pending.subarray(0, filled))];
      pending.fill(0);
      return out;
    },
  };
}

/** A whole message in memory. */
export function sealMessage(state: SealState, plaintext: Uint8Array): Uint8Array {
  const stream = createSealStream(state);
  return Buffer.concat([...stream.push(plaintext), ...stream.end()]);
}

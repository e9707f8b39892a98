import { mostPacketBytes } from './protocol.ts';

/**
 * Cuts what comes in pieces of any size into packets (length, then so many bytes).
 * @returns whether it may go on; not after a length that cannot be
 */
export function createPacketSplitter(take: (packet: Buffer) => void): (piece: Buffer) => boolean {
  let rest: Buffer[] = [];
  let gathered = 0;
  let wanted = 4;

  return (piece) => {
    rest.push(piece);
    gathered += piece.length;
    while (gathered >= wanted) {
      const whole = rest.length === 1 ? (rest[0] ?? piece) : Buffer.concat(rest, gathered);
      if (wanted === 4) {
        const length = whole.readUInt32BE(0);
        if (length < 1 || length > mostPacketBytes) return false;
        wanted = 4 + length;
        rest = [whole];
        continue;
      }
      take(whole.subarray(4, wanted));
      rest = gathered > wanted ? [whole.subarray(wanted)] : [];
      gathered -= wanted;
      wanted = 4;
    }
    return true;
  };
}

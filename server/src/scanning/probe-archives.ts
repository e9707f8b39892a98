import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

/**
 * The harmless text every scanner takes for a virus (EICAR). In two parts, so that no scanner stops this very file.
 */
export function eicar(): Buffer {
  return Buffer.from(['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('-'), 'latin1');
}

/** A ZIP of one stored entry (APPNOTE 4.3); of an encrypted one it has the mark only, which is what a scanner goes by. */
export function zipOf(name: string, content: Uint8Array, { encrypted = false } = {}): Buffer {
  const title = Buffer.from(name, 'latin1');
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(20, 0);
  facts.writeUInt16LE(encrypted ? 1 : 0, 2);
  facts.writeUInt16LE(0x5a21, 8);
  facts.writeUInt32LE(crc32(content), 10);
  facts.writeUInt32LE(content.length, 14);
  facts.writeUInt32LE(content.length, 18);
  facts.writeUInt16LE(title.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), facts, title, content]);
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), facts, Buffer.alloc(14), title]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

/**
 * ZIPs in one another, deeper than any clamd looks (MaxRecursion is 100 at most). New bytes each time: clamd remembers
 * what it found clean.
 */
export function nestedZip(depth = 110): Buffer {
  let content: Buffer = randomBytes(64);
  for (let level = 0; level < depth; level += 1) content = zipOf('a.zip', content);
  return content;
}

import { mostHandles, mostPacketBytes, mostReadBytes, packetTypes, type StatusCode } from './protocol.ts';

/** What is known of a file or folder; times in milliseconds. */
export type Attributes = { kind: 'file' | 'folder'; size: number; changedAt: number };
export type Entry = Attributes & { name: string };

// SIZE, UIDGID, PERMISSIONS, ACMODTIME
const attributeFlags = 0x01 | 0x02 | 0x04 | 0x08;
const modes = { file: 0o100444, folder: 0o40555 };
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function versionReply(): Buffer {
  return packet(packetTypes.version, uint32(3), text('limits@openssh.com'), text('1'));
}

export function statusReply(id: number, code: StatusCode, message: string, language = 'en'): Buffer {
  return packet(packetTypes.status, uint32(id), uint32(code), text(message), text(language));
}

export function handleReply(id: number, handle: number): Buffer {
  return packet(packetTypes.handle, uint32(id), uint32(4), uint32(handle));
}

export function attributesReply(id: number, attributes: Attributes): Buffer {
  return packet(packetTypes.attrs, uint32(id), encodeAttributes(attributes));
}

export function namesReply(id: number, entries: readonly Entry[]): Buffer {
  const parts = entries.flatMap((entry) => [text(entry.name), text(longName(entry)), encodeAttributes(entry)]);
  return packet(packetTypes.name, uint32(id), uint32(entries.length), ...parts);
}

/** REALPATH wants a name whose attributes are of no meaning. */
export function pathReply(id: number, path: string): Buffer {
  return packet(packetTypes.name, uint32(id), uint32(1), text(path), text(path), uint32(0));
}

/** What stands before the bytes of a READ's answer. */
export function dataHeader(id: number, length: number): Buffer {
  const header = Buffer.allocUnsafe(13);
  header.writeUInt32BE(9 + length, 0);
  header[4] = packetTypes.data;
  header.writeUInt32BE(id, 5);
  header.writeUInt32BE(length, 9);
  return header;
}

/** Packet, read and write lengths and handles (OpenSSH PROTOCOL, 4.8): with it clients ask for larger pieces. */
export function limitsReply(id: number): Buffer {
  const values = [mostPacketBytes, mostReadBytes, 0, mostHandles].map((value) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE(BigInt(value));
    return bytes;
  });
  return packet(packetTypes.extendedReply, uint32(id), ...values);
}

function encodeAttributes({ kind, size, changedAt }: Attributes): Buffer {
  const bytes = Buffer.alloc(4 + 8 + 4 + 4 + 4 + 4 + 4);
  const seconds = Math.max(0, Math.min(Math.floor(changedAt / 1000), 0xffff_ffff));
  bytes.writeUInt32BE(attributeFlags, 0);
  bytes.writeBigUInt64BE(BigInt(size), 4);
  bytes.writeUInt32BE(modes[kind], 20);
  bytes.writeUInt32BE(seconds, 24);
  bytes.writeUInt32BE(seconds, 28);
  return bytes;
}

/** As `ls -l` writes it: what many clients show as it is. */
function longName({ name, kind, size, changedAt }: Entry): string {
  const at = new Date(changedAt);
  const recent = Date.now() - changedAt < 180 * 86_400_000;
  const time = recent ? at.toISOString().slice(11, 16) : ` ${at.getUTCFullYear()}`;
  const date = `${months[at.getUTCMonth()]} ${String(at.getUTCDate()).padStart(2)} ${time}`;
  const mode = kind === 'folder' ? 'dr-xr-xr-x' : '-r--r--r--';
  return `${mode}    1 0        0        ${String(size).padStart(12)} ${date} ${name}`;
}

function packet(type: number, ...parts: Buffer[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 1);
  return Buffer.concat([uint32(length), Buffer.of(type), ...parts], 4 + length);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32BE(value, 0);
  return bytes;
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value, 'utf8');
  return Buffer.concat([uint32(bytes.length), bytes]);
}

/** Numbers of SFTP version 3 (draft-ietf-secsh-filexfer-02), the one every client speaks. */
export const packetTypes = {
  init: 1,
  version: 2,
  open: 3,
  close: 4,
  read: 5,
  write: 6,
  lstat: 7,
  fstat: 8,
  setstat: 9,
  fsetstat: 10,
  opendir: 11,
  readdir: 12,
  remove: 13,
  mkdir: 14,
  rmdir: 15,
  realpath: 16,
  stat: 17,
  rename: 18,
  readlink: 19,
  symlink: 20,
  status: 101,
  handle: 102,
  data: 103,
  name: 104,
  attrs: 105,
  extended: 200,
  extendedReply: 201,
} as const;

export const statusCodes = {
  ok: 0,
  eof: 1,
  noSuchFile: 2,
  permissionDenied: 3,
  failure: 4,
  badMessage: 5,
  unsupported: 8,
} as const;

export type StatusCode = (typeof statusCodes)[keyof typeof statusCodes];

/** Largest packet taken, as OpenSSH has it; a path or a block to write must fit in. */
export const mostPacketBytes = 256 * 1024;
/** Most bytes one READ is answered with: what fits into a packet that clients take. */
export const mostReadBytes = mostPacketBytes - 1024;
/** Open files and folders of one session. */
export const mostHandles = 256;

/** Any of these at OPEN means writing: WRITE, APPEND, CREAT, TRUNC. */
export const writingFlags = 0x02 | 0x04 | 0x08 | 0x10;

/** What an inspection may find and spend. */
export type InspectLimits = {
  /** entries named in the report */
  listedEntries: number;
  /** entries an archive may hold, with those of archives inside it */
  entries: number;
  /** bytes it may unpack to, with archives inside it */
  unpackedBytes: number;
  /** unpacked to packed, where it unpacks to more than `ratioFromBytes` */
  ratio: number;
  ratioFromBytes: number;
  /** archives within archives: 1 is none inside */
  depth: number;
  /** bytes unpacked to compare contents with what the headers say and to look into archives inside; 0: headers only */
  verifiedBytes: number;
  /** an archive inside larger than this, unpacked, is not looked into; it is held in memory */
  nestedBytes: number;
};

export const defaultLimits: InspectLimits = {
  listedEntries: 1000,
  entries: 100_000,
  unpackedBytes: 10 * 1024 ** 3,
  ratio: 250,
  ratioFromBytes: 48 * 1024 ** 2,
  depth: 3,
  verifiedBytes: 64 * 1024 ** 2,
  nestedBytes: 16 * 1024 ** 2,
};

import type { Profile } from './profile.types.ts';

/** Bytes, bytes, pieces. */
export type Limits = { maxFileBytes: number; maxTotalBytes: number; maxFiles: number };
export type FirmLimits = { maxFileBytes: number; maxDropoffBytes: number; maxDropoffFiles: number };

/** A profile's limits stand in place of the firm's, but all files together are never more than the firm takes. */
export function limitsOf(firm: FirmLimits, profile?: Pick<Profile, 'maxFileBytes' | 'maxFiles'>): Limits {
  if (!profile) {
    return { maxFileBytes: firm.maxFileBytes, maxTotalBytes: firm.maxDropoffBytes, maxFiles: firm.maxDropoffFiles };
  }
  const { maxFileBytes, maxFiles } = profile;
  return { maxFileBytes, maxTotalBytes: Math.min(firm.maxDropoffBytes, maxFileBytes * maxFiles), maxFiles };
}

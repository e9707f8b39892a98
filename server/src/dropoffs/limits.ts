import type { Firm } from '../firms/firms.service.ts';
import type { Limits } from './dropoff-views.ts';

export function limitsOf(firm: Firm): Limits {
  return {
    maxFileBytes: firm.maxFileBytes,
    maxTotalBytes: firm.maxDropoffBytes,
    maxFiles: firm.maxDropoffFiles,
  };
}

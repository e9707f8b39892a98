import type { EvidenceLog } from './evidence-log.ts';

/** What of the logs everybody may read. */
export type PublicLog = Pick<EvidenceLog, 'checkpoint' | 'tileFile' | 'verifierKey' | 'listRestorations'>;

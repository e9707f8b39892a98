import { NotFound } from '../errors.ts';
import type { Tasks } from '../jobs/start-jobs.ts';
import type { Files } from './files.service.ts';

export const hashFileTask = 'hash-file';

export function createFileTasks(files: Pick<Files, 'ensureHashed'>): Tasks {
  return {
    async [hashFileTask](payload) {
      const { firmId, fileId } = payload as { firmId: string; fileId: string };
      try {
        await files.ensureHashed(firmId, fileId);
      } catch (error) {
        // Taken back or given up meanwhile.
        if (!(error instanceof NotFound)) throw error;
      }
    },
  };
}

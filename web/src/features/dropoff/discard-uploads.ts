import type { Api, DropoffAccess, ServerUpload } from '@schleuse/client/api.types';

const atOnce = 6;

/**
 * Takes an unfinished drop-off's uploads off the server again, all or those `unwanted`. Does its best and never rejects:
 * what it does not reach expires on the server by itself.
 */
export async function discardUploads(
  api: Api,
  access: DropoffAccess,
  unwanted: (upload: ServerUpload) => boolean = () => true,
): Promise<void> {
  try {
    const { uploads } = await api.dropoff(access);
    const waiting = uploads.filter(unwanted);
    const takeNext = async (): Promise<void> => {
      for (let upload = waiting.pop(); upload; upload = waiting.pop()) {
        await api.removeUpload(access, upload.id).catch(() => undefined);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, takeNext));
  } catch {
    // No line: see above.
  }
}

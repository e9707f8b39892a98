import { Readable } from 'node:stream';

import type { SubmitterActor } from '../../actor.ts';
import type { SegmentStore } from '../../storage/segment-store.ts';
import type { Uploads } from '../../uploads/uploads.service.ts';

export type TestFile = {
  name: string;
  relativePath?: string;
  /** One request each. */
  segments: Uint8Array[];
  /** Bytes announced; more than the segments hold: it stays unfinished. */
  length?: number;
  /** The running hash is lost between the requests, as by a restart. */
  forgetful?: boolean;
};

/** Sends a file as its sender would, request by request. */
export async function sendFile(
  { uploads, store }: { uploads: Uploads; store: SegmentStore },
  actor: SubmitterActor,
  { segments, forgetful, ...file }: TestFile,
): Promise<string> {
  const length = file.length ?? segments.reduce((sum, segment) => sum + segment.length, 0);
  const { id } = await uploads.createUpload(actor, { ...file, length });
  let offset = 0;
  for (const segment of segments.filter((each) => each.length > 0)) {
    if (forgetful) store.forgetUpload(id);
    const state = await uploads.appendBytes(actor, id, offset, { stream: Readable.from([segment]) });
    offset = state.received;
  }
  return id;
}

import type { Readable } from 'node:stream';

import { DataStore, Server, Upload } from '@tus/server';

import type { SubmitterActor } from '../../../server/src/actor.ts';
import type { Uploads } from '../../../server/src/uploads/uploads.service.ts';

/** `@tus/server` in front of the same verbs as our own routes. */
export function createTusLibraryServer(uploads: Uploads, actor: SubmitterActor): Server {
  return new Server({
    path: '/api/uploads',
    relativeLocation: true,
    datastore: new SegmentDataStore(uploads, actor),
  });
}

class SegmentDataStore extends DataStore {
  readonly #uploads: Uploads;
  readonly #actor: SubmitterActor;

  constructor(uploads: Uploads, actor: SubmitterActor) {
    super();
    this.#uploads = uploads;
    this.#actor = actor;
    this.extensions = ['creation', 'creation-with-upload', 'termination'];
  }

  override async create(upload: Upload): Promise<Upload> {
    const { id } = await this.#uploads.createUpload(this.#actor, {
      name: upload.metadata?.['filename'] ?? '',
      relativePath: upload.metadata?.['relativePath'] ?? '',
      length: upload.size ?? 0,
    });
    // The address it hands out is made of this.
    upload.id = id;
    return upload;
  }

  override async write(stream: Readable, id: string, offset: number): Promise<number> {
    const { received } = await this.#uploads.appendBytes(this.#actor, id, offset, { stream, ownPieces: true });
    return received;
  }

  override async getUpload(id: string): Promise<Upload> {
    const { length, received } = await this.#uploads.describeUpload(this.#actor, id);
    return new Upload({ id, size: length, offset: received });
  }

  override async remove(id: string): Promise<void> {
    await this.#uploads.terminateUpload(this.#actor, id);
  }
}

import { sourceOfBlob } from '@schleuse/archives/byte-source';
import { inspectUpload } from '@schleuse/archives/judge-upload';
import { appendToArchive } from '@schleuse/archives/write/append-to-archive';
import { packZip } from '@schleuse/archives/write/pack-zip';

import type { Answer, Order, Packed, PackOrder } from './archive-messages.ts';
import { openResult } from './open-result.ts';

const readmeName = 'Readme.txt';
const copiedAtOnce = 1024 * 1024;
const tellEvery = 100;

class TooLarge extends Error {}

// A worker of its own, so that the page answers to presses while archives are unpacked and packed.
self.addEventListener('message', (event: MessageEvent<Order>) => void serve(event.data));

async function serve(order: Order): Promise<void> {
  const { id } = order;
  try {
    if ('inspect' in order) {
      tell({ id, finding: await inspectUpload(sourceOfBlob(order.inspect), order.demand) });
    } else {
      tell({ id, packed: await pack(order.pack, (readBytes) => tell({ id, readBytes })) });
    }
  } catch (error) {
    tell({ id, failed: error instanceof TooLarge ? 'too_large' : 'unreadable' });
  }
}

function tell(answer: Answer): void {
  self.postMessage(answer);
}

async function pack(order: PackOrder, onRead: (bytes: number) => void): Promise<Packed> {
  let told = 0;
  const noteRead = (bytes: number): void => {
    const now = performance.now();
    if (now - told < tellEvery) return;
    told = now;
    onRead(bytes);
  };
  const pieces = (await appended(order, noteRead)) ?? packed(order, noteRead);
  const result = await openResult(order.name);
  let size = 0;
  try {
    for await (const piece of pieces) {
      size += piece.length;
      // Noticed before the rest is read for nothing.
      if (size > order.most) throw new TooLarge();
      result.write(piece);
    }
    return await result.finish();
  } catch (error) {
    await result.discard();
    throw error;
  }
}

/** The archive itself with the Readme in it; undefined for kinds that nothing can be added to. */
async function appended({ files, readme, appendTo }: PackOrder, onRead: (bytes: number) => void) {
  const [archive] = files;
  if (!appendTo || !archive || readme === undefined) return undefined;
  const blob = await appendToArchive(appendTo, archive.file, { name: readmeName, text: readme });
  return blob && copy(blob, onRead);
}

async function* copy(blob: Blob, onRead: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < blob.size; at += copiedAtOnce) {
    yield new Uint8Array(await blob.slice(at, at + copiedAtOnce).arrayBuffer());
    onRead(at);
  }
}

function packed({ files, readme }: PackOrder, onRead: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  const first = readme === undefined ? [] : [{ name: readmeName, blob: new Blob([readme]) }];
  const rest = files.map(({ path, file }) => ({ name: path, blob: file, modified: new Date(file.lastModified) }));
  return packZip([...first, ...rest], { onProgress: ({ bytes }) => onRead(bytes) });
}

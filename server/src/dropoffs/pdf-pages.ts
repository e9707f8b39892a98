import { type Block, paper, type Strip } from './pdf-blocks.ts';

export type Placed = { strip: Strip; y: number };

/** Fills pages from top to bottom; a row that begins a page has the table's head above it. */
export function paginate(blocks: readonly Block[], head: Strip): Placed[][] {
  const pages: Placed[][] = [[]];
  let y = paper.top;
  const pageHeight = paper.bottom - paper.top - head.height;

  function turn(block: Block): void {
    pages.push([]);
    y = paper.top;
    if (block.kind === 'row') place(head);
  }
  function place(strip: Strip): void {
    pages.at(-1)?.push({ strip, y });
    y += strip.height;
  }

  for (const block of blocks) {
    const height = block.strips.reduce((sum, strip) => sum + strip.height, 0);
    if (y + height > paper.bottom && height <= pageHeight) turn(block);
    for (const strip of block.strips) {
      if (y + strip.height > paper.bottom) turn(block);
      place(strip);
    }
  }
  return pages;
}

import { InvalidInput } from '../errors.ts';

/** The last item of a page; the next page begins after it. */
export type InboxCursor = { arrivedAt: Date; id: string };

export function encodeCursor({ arrivedAt, id }: InboxCursor): string {
  return Buffer.from(`${arrivedAt.getTime()} ${id}`).toString('base64url');
}

/** @throws InvalidInput `cursor_invalid` */
export function decodeCursor(text: string): InboxCursor {
  const match = /^(\d{1,15}) ([0-9a-f-]{36})$/.exec(Buffer.from(text, 'base64url').toString());
  if (!match) throw new InvalidInput('cursor_invalid', 'This is not the cursor of a page.');
  return { arrivedAt: new Date(Number(match[1])), id: match[2] ?? '' };
}

import type { ExportedEvent } from './protocol.service.ts';

const columns = [
  'id',
  'at',
  'kind',
  'actorKind',
  'actorName',
  'actorId',
  'subjectKind',
  'customerNumber',
  'subjectId',
  'details',
  'index',
];

/** RFC 4180 with semicolons and a byte order mark, as German spreadsheet programs open it by a double click. */
export async function* writeCsv(events: AsyncIterable<ExportedEvent>): AsyncGenerator<string> {
  yield `\uFEFF${columns.join(';')}\r\n`;
  for await (const { id, at, kind, actor, subject, details, index } of events) {
    const cells = [
      id,
      at,
      kind,
      actor.kind,
      actor.name,
      actor.id,
      subject.kind,
      subject.customerNumber,
      subject.id,
      details && JSON.stringify(details),
      index,
    ];
    yield `${cells.map(csvCell).join(';')}\r\n`;
  }
}

/** One object; `events` has one event a line. */
export async function* writeJson(
  head: Record<string, unknown>,
  events: AsyncIterable<ExportedEvent>,
): AsyncGenerator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"events":[`;
  let separator = '\n';
  for await (const event of events) {
    yield separator + JSON.stringify(event);
    separator = ',\n';
  }
  yield '\n]}\n';
}

/** A cell that a spreadsheet program would take for a formula gets an apostrophe in front. */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  const text = String(value);
  const harmless = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

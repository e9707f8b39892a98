import { AppError, NotAllowed, NotFound } from '../errors.ts';
import { statusCodes, type StatusCode } from './wire/protocol.ts';

/** An answer that is no success; clients show the message to people, mostly on German desks. */
export class SftpStatus extends Error {
  readonly status: StatusCode;

  constructor(status: StatusCode, message: string) {
    super(message);
    this.status = status;
  }
}

const readOnly = 'Der Eingang ist nur lesbar.';
export const refusals = {
  readOnly: () => new SftpStatus(statusCodes.permissionDenied, readOnly),
  mayNotClose: () =>
    new SftpStatus(
      statusCodes.permissionDenied,
      `${readOnly} Fälle über SFTP zu schließen, hat die Firma nicht freigegeben.`,
    ),
  noSuchFile: () => new SftpStatus(statusCodes.noSuchFile, 'Das gibt es hier nicht (mehr).'),
  notEmpty: () => new SftpStatus(statusCodes.failure, 'Der Ordner ist nicht leer.'),
  notAFolder: () => new SftpStatus(statusCodes.failure, 'Das ist kein Ordner.'),
  notAFile: () => new SftpStatus(statusCodes.failure, 'Das ist keine Datei.'),
  badHandle: () => new SftpStatus(statusCodes.failure, 'Diese Datei ist nicht (mehr) geöffnet.'),
  tooManyHandles: () => new SftpStatus(statusCodes.failure, 'Es sind zu viele Dateien geöffnet.'),
};

const sentences: Record<string, string> = {
  file_waiting: 'Diese Datei wird noch auf Viren geprüft.',
  on_hold: 'Dieser Fall ist von der Löschung ausgenommen und kann nicht geschlossen werden.',
  kept_by_rule: 'Dieser Fall muss nach einer Regel der Firma noch aufbewahrt werden.',
};

/** The only translator of errors for this door; undefined for a fault, whose message is never shown. */
export function statusOf(error: unknown): { code: StatusCode; message: string; language: string } | undefined {
  if (error instanceof SftpStatus) return { code: error.status, message: error.message, language: 'de' };
  if (!(error instanceof AppError)) return undefined;
  const sentence = sentences[error.code];
  const code =
    error instanceof NotFound
      ? statusCodes.noSuchFile
      : error instanceof NotAllowed
        ? statusCodes.permissionDenied
        : statusCodes.failure;
  return { code, message: sentence ?? error.message, language: sentence ? 'de' : 'en' };
}

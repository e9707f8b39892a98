/** What a script can rely on; the same list is in `schleuse --help`. */
export const exitCodes = {
  ok: 0,
  /** Wrong arguments, files that cannot be found or read. Nothing was sent. */
  usage: 1,
  /** The server refused: wrong customer number, too large, expired, closed. */
  refused: 2,
  /** No contact with the server for longer than `--timeout`. The same command goes on later. */
  unreachable: 3,
  /** A file changed or vanished while it was being sent. The same command sends the rest. */
  fileChanged: 4,
  /** Receipt or files are not what they should be. */
  mismatch: 5,
  /** Ctrl-C. The same command goes on later. */
  interrupted: 130,
} as const;

/** Ends a command with this code and message. */
export class CommandFailed extends Error {
  readonly exitCode: number;

  constructor(exitCode: number, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}

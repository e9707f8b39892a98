/** A note, checkpoint, tile, entry bundle or proof that does not have the form its specification asks for. */
export class MalformedLog extends Error {
  override readonly name = 'MalformedLog';
}

import { Type } from 'typebox';

/** Describes an answer that is a stream of bytes of these media types; what is sent is not touched by a serializer. */
export function binaryResponse(description: string, ...mediaTypes: string[]) {
  const content = Object.fromEntries(mediaTypes.map((type) => [type, { schema: Type.Unsafe<unknown>({}) }]));
  return { description, content };
}

export type MessageKind = 'message' | 'password';

/** What is sealed of a message: everything its sender wrote but the case number. */
export type MessageContents = { text: string; name: string; contact: string };

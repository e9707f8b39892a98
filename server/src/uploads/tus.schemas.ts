import { Type } from 'typebox';

// What the API's description says of tus. Values are checked by tus-protocol.ts, whose refusals have codes of their own,
// so every header is text and optional here.

const tags = ['uploads'];
const security = [{ dropoffToken: [] }];
const empty = Type.Null();
const header = (description: string) => Type.Optional(Type.String({ description }));

const version = { 'tus-resumable': header('1.0.0; needed on every request but OPTIONS (412 otherwise)') };
const body = {
  'content-type': header('application/offset+octet-stream when there is a body (415 otherwise)'),
  'upload-checksum': header(
    '`sha1 <base64>` or `sha256 <base64>` of this body; when it does not fit, nothing of it is kept (460)',
  ),
};

const Params = Type.Object({ id: Type.String({ description: 'As in the Location of the creation' }) });

export const optionsSchema = { tags, summary: 'What this server can do (tus)', response: { 204: empty } };

export const createSchema = {
  tags,
  security,
  summary: 'Begin an upload, also with its first bytes',
  description:
    'tus 1.0 creation and creation-with-upload. The Location is the upload; Upload-Offset says what arrived. ' +
    'A whole small file in one request is quickest. A body that breaks off here leaves nothing behind.',
  headers: Type.Object({
    ...version,
    ...body,
    'upload-length': header('Bytes of the whole file'),
    'upload-metadata': header('Keys with base64 values: filename (UTF-8), relativePath, filetype'),
  }),
  response: { 201: empty },
};

export const describeSchema = {
  tags,
  security,
  summary: 'How far an upload has come',
  description:
    'Upload-Offset is exact: a request that still sends to this upload is ended first and what it brought is counted.',
  headers: Type.Object(version),
  params: Params,
  response: { 200: empty },
};

export const appendSchema = {
  tags,
  security,
  summary: 'Send bytes from an offset on',
  description:
    'Answers when the bytes are on the disk and committed. When the connection breaks off, what arrived is kept: ask ' +
    'with HEAD and go on from there. A newer request for the same upload ends this one (409 upload_taken_over).',
  headers: Type.Object({
    ...version,
    ...body,
    'upload-offset': header('Where these bytes begin (409 with the right one)'),
  }),
  params: Params,
  response: { 204: empty },
};

export const removeSchema = {
  tags,
  security,
  summary: 'Take an upload back',
  description: 'Also a whole file, until the drop-off is submitted.',
  headers: Type.Object(version),
  params: Params,
  response: { 204: empty },
};

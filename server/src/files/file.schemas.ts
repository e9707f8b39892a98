import { Type } from 'typebox';

const uuid = Type.String({ format: 'uuid' });

export const idParams = Type.Object({ id: uuid });
export const fileParams = Type.Object({ id: uuid, fileId: uuid });

export const release = Type.Object({
  reason: Type.String({ maxLength: 500, description: 'Why it may be opened, 10 characters at least; it is recorded' }),
});

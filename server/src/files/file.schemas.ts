import { Type } from 'typebox';

const uuid = Type.String({ format: 'uuid' });

export const idParams = Type.Object({ id: uuid });
export const fileParams = Type.Object({ id: uuid, fileId: uuid });

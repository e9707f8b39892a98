import { Type } from 'typebox';

const level = Type.Enum(['off', 'optional', 'required']);
const text = Type.Object(
  { title: Type.String({ maxLength: 400 }), intro: Type.String({ maxLength: 8000 }) },
  { additionalProperties: false },
);
const bytes = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });

export const texts = Type.Object({ de: text, en: text }, { additionalProperties: false });
export const kinds = Type.Array(Type.Enum(['zip', 'tar', 'rar', 'gz']), {
  maxItems: 4,
  description: 'Kinds of archive, recognised by their content; empty: any file',
});
export const ask = Type.Object(
  { note: level, contactName: level, email: level, phone: level, caseReference: level },
  { additionalProperties: false, description: 'Rows of the form beyond the customer number' },
);
export const slug = Type.String({
  pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
  maxLength: 40,
  description: 'Last part of the address /einsenden/<slug>; never changes',
});
const needsReadme = Type.Boolean({ description: 'Each archive holds a Readme.txt with contact data' });
const eraseAfterDays = Type.Integer({ minimum: 1, maximum: 14, description: 'At most; days of 24 hours' });

const changeable = {
  name: Type.String({ maxLength: 400, description: 'For the staff' }),
  texts,
  kinds,
  maxFileBytes: bytes,
  maxFiles: Type.Integer({ minimum: 1, maximum: 100_000 }),
  eraseAfterDays,
  notifyEmail: Type.String({ maxLength: 1000, description: 'Addresses, separated by commas; empty: as plain ones' }),
  ask,
  needsReadme,
};

export const profile = Type.Object({
  id: Type.String({ format: 'uuid' }),
  slug,
  ...changeable,
  active: Type.Boolean({ description: 'An inactive one takes nothing new' }),
});
export const profileList = Type.Object({ profiles: Type.Array(profile) });
export const newProfile = Type.Object({ slug, ...changeable }, { additionalProperties: false });
export const profileChange = Type.Partial(Type.Object({ ...changeable, active: Type.Boolean() }), {
  additionalProperties: false,
});

/** What the public page of a profile knows; its limits and period stand in place of the firm's. */
export const publicProfile = Type.Object({ slug, texts, kinds, ask, needsReadme });

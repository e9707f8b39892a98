import { Type } from 'typebox';

/** Shapes that several routes of this room share. Secrets that are typed: long enough for a sentence, never huge. */
export const Role = Type.Union([Type.Literal('owner'), Type.Literal('agent')]);
export const Password = Type.String({ maxLength: 4096 });
export const Email = Type.String({ maxLength: 400 });
export const Token = Type.String({ maxLength: 256 });
export const Instant = Type.String({ format: 'date-time' });

export const SessionView = Type.Object({
  account: Type.Object({ id: Type.String(), name: Type.String(), email: Type.String(), role: Role }),
  firm: Type.Object({ id: Type.String(), name: Type.String() }),
  scope: Type.Union([Type.Literal('full'), Type.Literal('enrol')], {
    description: '`enrol`: a second factor must be set up before anything else',
  }),
});

export const AccountView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  email: Type.String(),
  role: Role,
  totp: Type.Boolean(),
  passkeys: Type.Integer(),
  recoveryCodesLeft: Type.Integer(),
});

export const RecoveryCodes = Type.Object({
  recoveryCodes: Type.Array(Type.String(), { description: 'Shown once; each works once' }),
});

export const signedInOnly = [{ session: [] }];

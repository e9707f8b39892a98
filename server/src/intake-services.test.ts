import { expectTypeOf, test } from 'vitest';

import type { IntakeFoundations, IntakeServices } from './intake-services.ts';
import type { IntakeKeys } from './keys/intake-keys.ts';
import type { KeyRing, OpeningKeys } from './keys/key-ring.ts';
import type { StoredFilesDeps } from './uploads/stored-files.ts';
import type { UploadsDeps } from './uploads/uploads-deps.ts';

test('X4: what takes files in is given nothing that opens, so says the compiler', () => {
  expectTypeOf<IntakeFoundations['keys']>().toEqualTypeOf<IntakeKeys>();
  expectTypeOf<UploadsDeps['keys']>().toEqualTypeOf<IntakeKeys>();
  expectTypeOf<keyof IntakeKeys & keyof OpeningKeys>().toEqualTypeOf<never>();
  expectTypeOf<IntakeKeys>().not.toExtend<StoredFilesDeps['keys']>();
  expectTypeOf<KeyRing>().toExtend<StoredFilesDeps['keys']>();
  expectTypeOf<IntakeServices>().not.toHaveProperty('files');
  expectTypeOf<IntakeServices>().not.toHaveProperty('accounts');
});

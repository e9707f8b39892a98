import { expect, test } from 'vitest';

import { StorageFull } from '../errors.ts';
import { errorOfFault, faultOf, SyncFailed } from './disk-errors.ts';

const fault = (code: string, whileSyncing: boolean): Error =>
  errorOfFault(faultOf(Object.assign(new Error('x'), { code }), whileSyncing));

test.each([
  ['ENOSPC', false, StorageFull],
  ['ENOSPC', true, StorageFull],
  ['EDQUOT', false, StorageFull],
  ['EIO', true, SyncFailed],
])('%s (while syncing: %s) becomes the right error', (code, whileSyncing, kind) => {
  expect(fault(code, whileSyncing)).toBeInstanceOf(kind);
});

test('a failed write that is no failed sync is a fault of one request', () => {
  expect(fault('EIO', false)).not.toBeInstanceOf(SyncFailed);
  expect(fault('EIO', false)).toMatchObject({ code: 'EIO' });
});

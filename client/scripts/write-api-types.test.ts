import { readFileSync } from 'node:fs';

import type { Receipt } from '@schleuse/proofs/receipt';
import { expect, expectTypeOf, test } from 'vitest';

import type { DropoffReceipt } from '../src/api.generated.ts';
import { apiTypesOf, sourceFile, targetFile } from './write-api-types.ts';

test('the types of the API are those of its description', () => {
  expect(readFileSync(targetFile, 'utf8')).toBe(apiTypesOf(readFileSync(sourceFile, 'utf8')));
});

test('X1: what the server answers is a receipt as proofs/ verifies it', () => {
  expectTypeOf<DropoffReceipt>().toExtend<Receipt>();
  expectTypeOf<Receipt>().toExtend<DropoffReceipt>();
});

test('an operation that is gone from the description is told', () => {
  expect(() => apiTypesOf('{"paths":{}}')).toThrow('/api/firm');
});

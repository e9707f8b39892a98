import { readFile } from 'node:fs/promises';

import { expect, test } from 'vitest';

import { startApp } from '../testing/start-app.ts';
import { describeApi } from './openapi.ts';

test('the API’s description that is checked in is the one the routes give (npm run api)', async () => {
  await using app = await startApp();
  const checkedIn = await readFile(new URL('../../openapi.json', import.meta.url), 'utf8');
  expect(describeApi(app.http) === checkedIn, 'run: npm run api').toBe(true);
  const served = await fetch(`${app.url}/api/openapi.json`);
  expect(await served.text()).toBe(checkedIn);
  expect(JSON.parse(checkedIn)).toMatchObject({ openapi: '3.1.0' });
});

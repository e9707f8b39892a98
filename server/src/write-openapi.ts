import { writeFile } from 'node:fs/promises';

import { describeApi } from './http/openapi.ts';
import { startApp } from './testing/start-app.ts';

// npm run api: writes the description of the API from the routes as they are.
await using app = await startApp();
await writeFile(new URL('../openapi.json', import.meta.url), describeApi(app.http));

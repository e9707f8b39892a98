import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{server,sealing,proofs,archives,client,cli,web}/**/*.test.ts', 'e2e/**/*.test.ts'],
    globalSetup: ['server/src/db/testing/global-setup.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Two cores: more files at once only take each other's time.
    maxWorkers: 2,
  },
});

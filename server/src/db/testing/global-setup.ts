import type { TestProject } from 'vitest/node';

import { startTestCluster, type TestCluster } from './test-cluster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    testCluster: TestCluster;
  }
}

/** One PostgreSQL for a whole run of vitest; each test file clones its databases from the template. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startTestCluster();
  project.provide('testCluster', cluster.connection);
  return async () => {
    await cluster[Symbol.asyncDispose]();
  };
}

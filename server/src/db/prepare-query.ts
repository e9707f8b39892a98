import type { CompiledQuery, QueryExecutorProvider } from 'kysely';

import type { FirmTransaction } from './database.ts';

class Gap {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/**
 * A query that is built and compiled at its first use and after that only filled in: for those that run thousands of
 * times a second, where building costs as much as running. `build` must put the values it is given into the query as
 * they are, since the first time they are mere gaps: no looking at them, no arithmetic.
 */
export function prepareQuery<P extends Record<string, unknown>, R>(
  build: (tx: FirmTransaction, values: P) => { compile(tx: QueryExecutorProvider): CompiledQuery<R> },
): (tx: FirmTransaction, values: P) => Promise<R[]> {
  let compiled: CompiledQuery<R> | undefined;
  return async (tx, values) => {
    compiled ??= build(tx, new Proxy({} as P, { get: (_, name) => new Gap(String(name)) })).compile(tx);
    const parameters = compiled.parameters.map((each) => (each instanceof Gap ? values[each.name] : each));
    return (await tx.executeQuery<R>({ ...compiled, parameters })).rows;
  };
}

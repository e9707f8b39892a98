import type { Socket } from 'node:net';

import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import type { PoolClient } from 'pg';

// Parsing and planning cost more than running our short statements, so those that repeat are prepared under a name.
// Lists make ever new texts: past this many they go unnamed, and the server's memory stays bounded.
const maxStatements = 400;
const statementNames = new Map<string, string>();

/** One pooled connection as Kysely sees it. Queries are written at once and answered in order (pipelining). */
export class PgConnection implements DatabaseConnection {
  readonly #client: PoolClient;
  /** The first error of a query. */
  failure: unknown;

  constructor(client: PoolClient) {
    this.#client = client;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const name = statementName(query.sql);
    const values = [...query.parameters];
    writeTogether(this.#client);
    const result = await this.#client
      .query(name === undefined ? { text: query.sql, values } : { text: query.sql, values, name })
      .catch((error: unknown) => {
        this.failure ??= error;
        throw error;
      });
    const counted = /^(INSERT|UPDATE|DELETE|MERGE)$/.test(result.command);
    return counted
      ? { numAffectedRows: BigInt(result.rowCount ?? 0), rows: result.rows as R[] }
      : { rows: result.rows as R[] };
  }

  streamQuery(): never {
    throw new Error('rows are not streamed here: read them in pages');
  }
}

const gathering = new WeakSet<Socket>();

/** What goes to PostgreSQL in one turn leaves in one write: one system call and one wake-up instead of one a query. */
export function writeTogether(client: PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  if (gathering.has(stream)) return;
  gathering.add(stream);
  stream.cork();
  // After the promises of this turn, which may bring further queries.
  process.nextTick(() => {
    gathering.delete(stream);
    stream.uncork();
  });
}

function statementName(sql: string): string | undefined {
  const known = statementNames.get(sql);
  if (known !== undefined) return known;
  if (statementNames.size >= maxStatements) return undefined;
  const name = `s${statementNames.size}`;
  statementNames.set(sql, name);
  return name;
}

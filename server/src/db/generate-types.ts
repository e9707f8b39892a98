import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { ClientBase } from 'pg';

export const schemaFile = join(import.meta.dirname, 'schema.generated.ts');

type Column = {
  table: string;
  column: string;
  type: string;
  nullable: boolean;
  /** The database gives a value when none is: a default, an identity. */
  optional: boolean;
  /** `GENERATED ALWAYS`: never written. */
  always: boolean;
};

/** What each type is when read, and when written if that differs. */
const typescriptTypes: Record<string, { read: string; written?: string }> = {
  bool: { read: 'boolean' },
  bytea: { read: 'Buffer', written: 'Uint8Array' },
  int2: { read: 'number' },
  int4: { read: 'number' },
  int8: { read: 'number' },
  date: { read: 'Date', written: 'string' },
  float8: { read: 'number' },
  jsonb: { read: 'unknown', written: 'string' },
  text: { read: 'string' },
  _cidr: { read: 'string[]' },
  _text: { read: 'string[]' },
  timestamptz: { read: 'Date', written: 'Date | string' },
  uuid: { read: 'string' },
  xid8: { read: 'string' },
};

/** The text of schema.generated.ts for the tables and views of schema public, as they are in this database. */
export async function generateTypes(client: ClientBase): Promise<string> {
  const { rows: columns } = await client.query<Column>(`
    select c.relname as "table", a.attname as "column", t.typname as type, not a.attnotnull as nullable,
           a.atthasdef or a.attidentity <> '' as optional, a.attidentity = 'a' or a.attgenerated <> '' as always
      from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      join pg_type t on t.oid = a.atttypid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v') and c.relname <> 'schleuse_migrations'
     order by c.relname, a.attnum`);
  const words = await readAllowedWords(client);
  const tables = Map.groupBy(columns, (column) => column.table);
  const types = [...tables].map(([table, columns]) => {
    const members = columns.map((c) => `  ${c.column}: ${columnType(c, words.get(`${c.table}.${c.column}`))};`);
    return `export type ${typeName(table)} = {\n${members.join('\n')}\n};\n`;
  });
  const members = [...tables.keys()].map((table) => `  ${table}: ${typeName(table)};`);
  return [
    '// Written by `npm run db:types -w @schleuse/server` from the migrated database; a test compares. Do not edit.',
    "import type { ColumnType, Generated, GeneratedAlways } from 'kysely';\n",
    ...types,
    `export type Schema = {\n${members.join('\n')}\n};\n`,
  ].join('\n');
}

/** Columns whose check allows a list of words only, as unions of them. */
async function readAllowedWords(client: ClientBase): Promise<Map<string, string>> {
  const { rows } = await client.query<{ column: string; check: string }>(`
    select r.conrelid::regclass || '.' || a.attname as column, pg_get_constraintdef(r.oid) as check
      from pg_constraint r join pg_attribute a on a.attrelid = r.conrelid and a.attnum = r.conkey[1]
     where r.contype = 'c' and cardinality(r.conkey) = 1 and a.atttypid = 'text'::regtype`);
  const words = new Map<string, string>();
  for (const { column, check } of rows) {
    const list = /^CHECK \(\(\w+ = (?:ANY \(ARRAY\[(.*)\]\)|('[\w/-]+'::text))\)\)$/.exec(check);
    const found = (list?.[1] ?? list?.[2])?.matchAll(/'([\w/-]+)'::text/g);
    if (found) words.set(column, [...found].map((match) => `'${match[1]}'`).join(' | '));
  }
  return words;
}

function columnType(column: Column, words: string | undefined): string {
  const known = typescriptTypes[column.type];
  if (!known) throw new Error(`no TypeScript type for ${column.type} (${column.table}.${column.column})`);
  const or = column.nullable ? ' | null' : '';
  const read = known.read === 'unknown' ? known.read : `${words ?? known.read}${or}`;
  if (column.always) return `GeneratedAlways<${read}>`;
  if (known.written) {
    const written = `${known.written}${or}`;
    const inserted = column.optional || column.nullable ? `${written} | undefined` : written;
    return `ColumnType<${read}, ${inserted}, ${written}>`;
  }
  return column.optional && !column.nullable ? `Generated<${read}>` : read;
}

function typeName(table: string): string {
  return table.replace(/(?:^|_)(\w)/g, (_match, letter: string) => letter.toUpperCase()) + 'Table';
}

export async function writeTypes(client: ClientBase): Promise<void> {
  await writeFile(schemaFile, await generateTypes(client));
}

import type { TestDatabase } from '../../db/testing/test-database.ts';

/** Submitted drop-offs as a year would leave them, seven at each moment, written past the services to be quick. */
export async function insertManyDropoffs(
  database: TestDatabase,
  firmId: string,
  { dropoffs, filesEach }: { dropoffs: number; filesEach: number },
): Promise<void> {
  await database.asOwner(`
    create temporary table made as
      select n, gen_random_uuid() as id, gen_random_uuid() as container_id,
             timestamptz '2026-11-10 08:00:00Z' + (n / 7) * interval '1 minute' as at
        from generate_series(1, ${dropoffs}) as n;
    create temporary table made_files as
      select m.n, f, m.container_id, gen_random_uuid() as id from made m, generate_series(1, ${filesEach}) as f;
    insert into containers (id, firm_id, kind, key_algorithm, public_key)
      select container_id, '${firmId}', 'dropoff', 32, '\\x00' from made;
    insert into dropoffs (id, firm_id, container_id, customer_id, customer_number, customer_hint, note, token_hash, state,
                          created_at, begun_at, expires_at, submitted_at, erases_at, file_count, total_bytes, receipt)
      select id, '${firmId}', container_id, (select c.id from customers c where c.firm_id = '${firmId}' limit 1), '10100',
             'Ev.', 'Notiz ' || n, sha256(id::text::bytea), 'submitted', at, at, at + interval '72 hours', at,
             at + interval '336 hours', ${filesEach}, 1000, '{}'
        from made;
    insert into uploads (id, firm_id, container_id, name, length, received, state, expires_at)
      select id, '${firmId}', container_id, 'datei-' || n || '-' || f || '.pdf', 200, 200, 'complete', now() from made_files;
    insert into files (id, firm_id, container_id, name, media_type, size, sha256)
      select id, '${firmId}', container_id, 'datei-' || n || '-' || f || '.pdf', 'application/pdf', 200, sha256('x') from made_files;
    analyze`);
}

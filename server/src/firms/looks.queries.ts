import type { FirmTransaction } from '../db/database.ts';

export type LogoType = 'image/png' | 'image/jpeg' | 'image/webp';
/** A logo without its bytes. */
export type LogoFacts = { mediaType: LogoType; width: number; height: number; sha256: Uint8Array };
export type Look = { accent: string; logo: LogoFacts | undefined };

export async function findLook(tx: FirmTransaction, firmId: string): Promise<Look> {
  const row = await tx
    .selectFrom('firm_looks')
    .select(['accent', 'logo_type', 'logo_width', 'logo_height', 'logo_sha256'])
    .where('firm_id', '=', firmId)
    .executeTakeFirst();
  if (!row) return { accent: '', logo: undefined };
  const { logo_type: mediaType, logo_width: width, logo_height: height, logo_sha256: sha256 } = row;
  const complete = mediaType !== null && width !== null && height !== null && sha256 !== null;
  return {
    accent: row.accent,
    logo: complete ? { mediaType: mediaType as LogoType, width, height, sha256 } : undefined,
  };
}

export async function findLogo(
  tx: FirmTransaction,
  firmId: string,
): Promise<{ bytes: Buffer; mediaType: string } | undefined> {
  const row = await tx
    .selectFrom('firm_looks')
    .select(['logo', 'logo_type'])
    .where('firm_id', '=', firmId)
    .executeTakeFirst();
  return row?.logo && row.logo_type !== null ? { bytes: row.logo, mediaType: row.logo_type } : undefined;
}

export async function storeAccent(tx: FirmTransaction, firmId: string, accent: string): Promise<void> {
  await tx
    .insertInto('firm_looks')
    .values({ firm_id: firmId, accent })
    .onConflict((conflict) => conflict.column('firm_id').doUpdateSet({ accent }))
    .execute();
}

export async function storeLogo(
  tx: FirmTransaction,
  firmId: string,
  logo: (LogoFacts & { bytes: Uint8Array }) | undefined,
): Promise<void> {
  const columns = {
    logo: logo ? Buffer.from(logo.bytes) : null,
    logo_type: logo?.mediaType ?? null,
    logo_width: logo?.width ?? null,
    logo_height: logo?.height ?? null,
    logo_sha256: logo ? Buffer.from(logo.sha256) : null,
  };
  await tx
    .insertInto('firm_looks')
    .values({ firm_id: firmId, ...columns })
    .onConflict((conflict) => conflict.column('firm_id').doUpdateSet(columns))
    .execute();
}

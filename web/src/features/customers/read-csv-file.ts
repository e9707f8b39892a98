/**
 * The file as UTF-8. Excel in Germany still writes Windows-1252; its umlauts are no valid UTF-8, so the two cannot be
 * mistaken for one another.
 */
export async function readCsvFile(file: Blob): Promise<Blob> {
  const bytes = await file.arrayBuffer();
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return new Blob([bytes]);
  } catch {
    return new Blob([new TextDecoder('windows-1252').decode(bytes)]);
  }
}

/**
 * `Content-Disposition: attachment` with the name in the two forms of RFC 6266: a plain one for old programs, and the
 * exact one in UTF-8 (RFC 8187). Nothing of the name can end the header or hide the ending of the file.
 */
export function attachmentHeader(name: string): string {
  const clean = displayName(name);
  const plain = clean
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]|["\\%]/gu, '_');
  // Of a name of nothing but accents nothing is left.
  return `attachment; filename="${plain || '_'}"; filename*=UTF-8''${encodeExtValue(clean)}`;
}

/** The last part of a path, without control and direction marks. */
function displayName(name: string): string {
  const last = name.toWellFormed().split(/[/\\]/).at(-1) ?? '';
  // \p{Cf} holds the marks that turn the direction of text: `exe.<RLO>fdp` would be read as a PDF.
  const visible = last.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').trim();
  return /^\.*$/.test(visible) ? 'file' : visible;
}

/** attr-char of RFC 8187 stays; all else is percent-encoded. */
function encodeExtValue(text: string): string {
  return encodeURIComponent(text).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

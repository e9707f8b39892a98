import { fileURLToPath } from 'node:url';

/** Text on a page. Sizes and widths are points (1/72 inch). */
export type TextStyle = { face: 'regular' | 'semibold' | 'mono'; size: number; color: string };
type Run = { font: string; text: string; width: number };
/** A line of runs, each in one font file. */
export type TextLine = { runs: Run[]; width: number };

type Doc = PDFKit.PDFDocument;

export type Typesetter = {
  /** Breaks a text into lines no wider than `width`; words and path parts are kept together where they fit. */
  lines(text: string, style: TextStyle, width: number): TextLine[];
  /** Draws a line with its upper edge at `y`; with `right` it ends at `x` instead of beginning there. */
  draw(line: TextLine, style: TextStyle, x: number, y: number, align?: 'left' | 'right'): void;
  /** Whether a character that no font has was written as its number so far. */
  readonly missing: boolean;
};

// Each file holds one script. The first one that knows a character draws it.
const scripts = ['latin', 'latin-ext', 'vietnamese', 'cyrillic', 'cyrillic-ext', 'greek', 'greek-ext'];
const faces = {
  regular: ['source-sans-3', 400],
  semibold: ['source-sans-3', 600],
  mono: ['source-code-pro', 400],
} as const;
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

export function createTypesetter(doc: Doc): Typesetter {
  const coverage = new Map<string, (codePoint: number) => boolean>();
  const chosen = new Map<string, string | undefined>();
  const widths = new Map<string, number>();
  let missing = false;

  function covers(font: string, text: string): boolean {
    let has = coverage.get(font);
    if (!has) {
      doc.registerFont(font, fileOf(font)).font(font);
      const { font: opened } = (doc as unknown as { _font: { font: FontkitFont } })._font;
      has = (codePoint) => opened.hasGlyphForCodePoint(codePoint);
      coverage.set(font, has);
    }
    return [...text].every((char) => has(char.codePointAt(0) ?? 0));
  }

  /** Undefined for a character that no font has. */
  function fontFor(grapheme: string, { face }: TextStyle): string | undefined {
    const key = `${face} ${grapheme}`;
    if (!chosen.has(key)) {
      chosen.set(
        key,
        scripts.map((script) => `${face}:${script}`).find((each) => covers(each, grapheme)),
      );
    }
    const font = chosen.get(key);
    missing ||= font === undefined;
    return font;
  }

  function widthOf(text: string, font: string, size: number): number {
    const key = `${font} ${text}`;
    let width = widths.get(key);
    if (width === undefined) {
      width = doc.font(font).fontSize(1000).widthOfString(text);
      if (text.length < 9) widths.set(key, width);
    }
    return (width * size) / 1000;
  }

  function lineOf(parts: readonly Run[], size: number): TextLine {
    const runs: Run[] = [];
    for (const part of parts) {
      const last = runs.at(-1);
      if (last && last.font === part.font) last.text += part.text;
      else runs.push({ ...part });
    }
    for (const run of runs) run.width = widthOf(run.text, run.font, size);
    return { runs, width: runs.reduce((sum, run) => sum + run.width, 0) };
  }

  return {
    lines(text, style, width) {
      const parts = splitGraphemes(showInvisible(text)).flatMap((grapheme): Run[] => {
        const font = fontFor(grapheme, style);
        // Fonts of thousands of signs, or of pictures, are not worth their size here: the attached JSON has the name.
        const drawn = font === undefined ? [...showNumbers(grapheme)] : [grapheme];
        const by = font ?? `${style.face}:latin`;
        return drawn.map((char) => ({ font: by, text: char, width: widthOf(char, by, style.size) }));
      });
      return breakLines(parts, width).map((line) => lineOf(line, style.size));
    },
    draw(line, style, x, y, align = 'left') {
      let left = align === 'right' ? x - line.width : x;
      for (const run of line.runs) {
        doc.font(run.font).fontSize(style.size).fillColor(style.color).text(run.text, left, y, { lineBreak: false });
        left += run.width;
      }
    },
    get missing() {
      return missing;
    },
  };
}

type FontkitFont = { hasGlyphForCodePoint(codePoint: number): boolean };

function fileOf(font: string): string {
  const [face, script] = font.split(':');
  const [family, weight] = faces[face as TextStyle['face']];
  return fileURLToPath(import.meta.resolve(`@fontsource/${family}/files/${family}-${script}-${weight}-normal.woff`));
}

function splitGraphemes(text: string): string[] {
  // The usual name is plain ASCII, and a receipt may hold ten thousand of them.
  // oxlint-disable-next-line no-control-regex -- the range of ASCII is meant
  return /^[\u0000-\u007f]*$/.test(text) ? [...text] : Array.from(graphemes.segment(text), ({ segment }) => segment);
}

/** Names are text from elsewhere: what cannot be seen, or turns the direction of writing, is shown as its number. */
function showInvisible(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\t\n\r]+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, showNumbers);
}

/** Each character as its number, as Unicode writes it: `[U+1F600]`. */
function showNumbers(text: string): string {
  return [...text]
    .map((char) => `[U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`)
    .join('');
}

function breakLines(parts: readonly Run[], width: number): Run[][] {
  const lines: Run[][] = [];
  let line: Run[] = [];
  let used = 0;
  /** How many parts of the line may stay if the next one does not fit. */
  let opportunity = 0;
  for (const part of parts) {
    if (used + part.width > width && line.length > 0) {
      const keep = opportunity > line.length / 2 ? opportunity : line.length;
      const rest = line.slice(keep);
      lines.push(line.slice(0, keep));
      line = rest;
      used = rest.reduce((sum, each) => sum + each.width, 0);
      opportunity = 0;
    }
    line.push(part);
    used += part.width;
    if (/[ /\\\-_.,;)]$/u.test(part.text)) opportunity = line.length;
  }
  if (line.length > 0 || lines.length === 0) lines.push(line);
  return lines;
}

import type { TextStyle, Typesetter } from './pdf-text.ts';

/** A strip of the page, as high as it says; `draw` is given its upper edge. All in points. */
export type Strip = { height: number; draw(y: number): void };
/** Strips that stay together where they fit on one page; `row` is one of the table of files. */
export type Block = { kind: 'text' | 'row'; strips: Strip[] };

/** What blocks are set on. */
export type Page = { doc: PDFKit.PDFDocument; setter: Typesetter };

/** A4 with room for a hole punch. */
export const paper = { left: 57, right: 538, top: 57, bottom: 772, footer: 796 };
export const width = paper.right - paper.left;
export const column = { number: paper.left + 22, name: paper.left + 32, nameWidth: 356, label: 128 };

const ink = '#1b1f24';
const grey = '#5b6470';
const hairline = '#c9ced6';
export const styles = {
  title: { face: 'semibold', size: 24, color: ink },
  heading: { face: 'semibold', size: 13, color: ink },
  firm: { face: 'semibold', size: 10.5, color: ink },
  body: { face: 'regular', size: 10.5, color: ink },
  grey: { face: 'regular', size: 10.5, color: grey },
  small: { face: 'regular', size: 8.5, color: grey },
  mono: { face: 'mono', size: 7.6, color: ink },
} satisfies Record<string, TextStyle>;

export const leading = ({ size }: TextStyle): number => Math.round(size * 1.42 * 10) / 10;
export const gap = (height: number): Strip => ({ height, draw: () => undefined });

export function paragraph(text: string, style: TextStyle, { setter }: Pick<Page, 'setter'>): Strip[] {
  return setter.lines(text, style, width).map((line) => ({
    height: leading(style),
    draw: (y) => setter.draw(line, style, paper.left, y),
  }));
}

export function labelled(label: string, value: string, style: TextStyle, { setter }: Pick<Page, 'setter'>): Strip[] {
  const [name] = setter.lines(label, styles.grey, column.label);
  const height = leading(styles.body);
  // A smaller text stands on the label's line.
  const drop = (styles.body.size - style.size) * 0.95;
  return setter.lines(value, style, width - column.label).map((line, index) => ({
    height,
    draw(y) {
      if (index === 0 && name) setter.draw(name, styles.grey, paper.left, y);
      setter.draw(line, style, paper.left + column.label, y + drop);
    },
  }));
}

export function numbered(number: string, text: string, { setter }: Pick<Page, 'setter'>): Strip[] {
  const [mark] = setter.lines(number, styles.grey, width);
  return setter.lines(text, styles.body, width - 16).map((line, index) => ({
    height: leading(styles.body),
    draw(y) {
      if (index === 0 && mark) setter.draw(mark, styles.grey, paper.left, y);
      setter.draw(line, styles.body, paper.left + 16, y);
    },
  }));
}

export function drawRule(doc: PDFKit.PDFDocument, y: number): void {
  doc.lineWidth(0.5).moveTo(paper.left, y).lineTo(paper.right, y).stroke(hairline);
}

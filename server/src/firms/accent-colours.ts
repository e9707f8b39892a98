/** Red, green and blue, 0 to 255. */
export type Colour = readonly [number, number, number];

/** One firm's colour in its roles; each pair that carries text keeps at least `minimum` of WCAG's contrast. */
export type AccentColours = { accent: Colour; hover: Colour; soft: Colour; line: Colour; onAccent: Colour };

/** What the pages put under text (web/src/ui/tokens.css), and which way a colour must go to be read on it. */
export const schemes = {
  light: { page: [246, 247, 248], surface: [255, 255, 255], towards: [0, 0, 0], minimum: 4.5, soft: 0.1, line: 0.4 },
  dark: { page: [20, 23, 27], surface: [28, 32, 37], towards: [255, 255, 255], minimum: 4.5, soft: 0.16, line: 0.4 },
  lightMore: { page: [255, 255, 255], surface: [255, 255, 255], towards: [0, 0, 0], minimum: 7, soft: 0.06, line: 1 },
  darkMore: { page: [0, 0, 0], surface: [10, 12, 14], towards: [255, 255, 255], minimum: 7, soft: 0.08, line: 1 },
} as const satisfies Record<
  string,
  { page: Colour; surface: Colour; towards: Colour; minimum: number; soft: number; line: number }
>;

export type Scheme = keyof typeof schemes;

const white: Colour = [255, 255, 255];
const ink: Colour = [11, 13, 16];
const steps = 64;

/** `#rrggbb` in any case. @returns undefined for anything else */
export function parseColour(text: string): Colour | undefined {
  const [, red, green, blue] = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text) ?? [];
  if (red === undefined || green === undefined || blue === undefined) return undefined;
  return [parseInt(red, 16), parseInt(green, 16), parseInt(blue, 16)];
}

export function formatColour(colour: Colour): string {
  return `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** Contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrastOf(one: Colour, other: Colour): number {
  const [darker = 0, lighter = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** The firm's colour as close to what it wrote as can be read: it is mixed with black or white only as far as needed. */
export function deriveAccent(colour: Colour, scheme: Scheme): AccentColours {
  const { towards } = schemes[scheme];
  for (let step = 0; step < steps; step += 1) {
    const derived = rolesOf(mix(colour, towards, step / steps), scheme);
    if (isReadable(derived, scheme)) return derived;
  }
  return rolesOf(towards, scheme);
}

/** Whether all pairs that carry text keep the contrast of their scheme. */
export function isReadable({ accent, hover, soft, onAccent }: AccentColours, scheme: Scheme): boolean {
  const { page, surface, minimum } = schemes[scheme];
  const grounds = [page, surface, soft];
  return (
    [accent, hover].every((text) => grounds.every((ground) => contrastOf(text, ground) >= minimum)) &&
    [accent, hover].every((ground) => contrastOf(onAccent, ground) >= minimum)
  );
}

function rolesOf(accent: Colour, scheme: Scheme): AccentColours {
  const { surface, towards, soft, line } = schemes[scheme];
  return {
    accent,
    hover: mix(accent, towards, 0.25),
    soft: mix(surface, accent, soft),
    line: mix(surface, accent, line),
    onAccent: contrastOf(white, accent) >= contrastOf(ink, accent) ? white : ink,
  };
}

function mix(from: Colour, to: Colour, share: number): Colour {
  const part = (at: 0 | 1 | 2): number => Math.round(from[at] + (to[at] - from[at]) * share);
  return [part(0), part(1), part(2)];
}

function luminanceOf(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

import { deriveAccent, formatColour, parseColour, type Scheme } from './accent-colours.ts';
import type { Look } from './looks.queries.ts';

/** The media of each scheme, as in web/src/ui/tokens.css. */
const media: Readonly<Record<Scheme, string>> = {
  light: 'all',
  dark: 'screen and (prefers-color-scheme: dark)',
  lightMore: '(prefers-contrast: more)',
  darkMore: 'screen and (prefers-contrast: more) and (prefers-color-scheme: dark)',
};

/** The firm's style sheet: its colour where text in it can be read, and its logo before its name. Empty without both. */
export function writeTheme(firmId: string, { accent, logo }: Look): string {
  const rules: string[] = [];
  const colour = parseColour(accent);
  if (colour) {
    for (const scheme of Object.keys(media) as Scheme[]) {
      const roles = deriveAccent(colour, scheme);
      rules.push(`@media ${media[scheme]} {
  :root:root {
    --accent: ${formatColour(roles.accent)};
    --accent-hover: ${formatColour(roles.hover)};
    --accent-soft: ${formatColour(roles.soft)};
    --accent-line: ${formatColour(roles.line)};
    --on-accent: ${formatColour(roles.onAccent)};
    --focus: ${formatColour(roles.accent)};
  }
}`);
    }
  }
  if (logo) {
    const version = Buffer.from(logo.sha256).toString('hex').slice(0, 16);
    rules.push(`:root {
  --brand-mark: '';
  --brand-logo: url('/api/firm/logo?firm=${firmId}&v=${version}');
  --brand-logo-ratio: ${(logo.width / logo.height).toFixed(4)};
}`);
  }
  return rules.join('\n');
}

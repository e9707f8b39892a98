import { createElement, type SVGProps } from 'react';

type IconData = { node: readonly (readonly [tag: string, attributes: Record<string, string>])[] };
type IconProps = Omit<SVGProps<SVGSVGElement>, 'ref'> & { size: number };

/**
 * What ui/icon.tsx wants of lucide-react: its shapes. Names of classes, contexts and defaults of its own would cost every
 * page half a kilobyte. See vite.config.ts. A default
 * export, as in the module it stands for.
 */
export default function createLucideIcon({ node }: IconData) {
  return function LucideIcon({ size, ...rest }: IconProps) {
    const attributes = {
      width: size,
      height: size,
      viewBox: '0 0 24 24',
      fill: 'none',
      stroke: 'currentColor',
      strokeLinecap: 'round' as const,
      strokeLinejoin: 'round' as const,
    };
    return createElement(
      'svg',
      { ...attributes, ...rest },
      node.map(([tag, shape]) => createElement(tag, shape)),
    );
  };
}

import { gzipSync } from 'node:zlib';

import type { Plugin, Rolldown } from 'vite';

/**
 * Fails the build when a page's JavaScript, everything it may ever load and its workers included, is larger than allowed.
 *
 * @param budgets entry's name → bytes, gzipped
 * @param apart chunks that only come with a link which carries more: a plain visit never loads them
 */
export function bundleBudget(budgets: Record<string, number>, apart: readonly string[] = []): Plugin {
  return {
    name: 'bundle-budget',
    apply: 'build',
    generateBundle(_options, bundle) {
      for (const [entry, most] of Object.entries(budgets)) {
        const bytes = [...reachable(bundle, entry, apart)].reduce(
          (sum, code) => sum + gzipSync(code, { level: 9 }).length,
          0,
        );
        this.info(`${entry}: ${bytes.toLocaleString('en')} of ${most.toLocaleString('en')} bytes JavaScript, gzipped`);
        if (bytes > most) this.error(`${entry} is ${bytes - most} bytes over its budget of ${most}.`);
      }
    },
  };
}

/** The code of an entry's chunk, of every chunk it imports, now or later, and of the workers they start. */
function reachable(bundle: Rolldown.OutputBundle, entry: string, apart: readonly string[]): Set<string | Uint8Array> {
  const code = new Set<string | Uint8Array>();
  const seen = new Set<string>();
  const visit = (file: string): void => {
    const chunk = bundle[file];
    if (seen.has(file) || chunk?.type !== 'chunk' || apart.includes(chunk.name)) return;
    seen.add(file);
    code.add(chunk.code);
    [...chunk.imports, ...chunk.dynamicImports].forEach(visit);
  };
  for (const [file, part] of Object.entries(bundle)) {
    if (part.type === 'chunk' && part.isEntry && part.name === entry) visit(file);
  }
  const text = [...code].join('\n');
  for (const [file, part] of Object.entries(bundle)) {
    const isWorker = part.type === 'asset' && /\.worker-.*\.js$/.test(file);
    if (isWorker && text.includes(file.slice(file.lastIndexOf('/') + 1))) code.add(part.source);
  }
  return code;
}

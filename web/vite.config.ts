import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

import { bundleBudget } from './bundle-budget.ts';
import { precompress } from './precompress.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const { version } = JSON.parse(readFileSync(here('../package.json'), 'utf8')) as { version: string };
const server = process.env['SCHLEUSE_SERVER'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  root: here('.'),
  appType: 'mpa',
  // A weak phone on a weak line must have the drop-off's page within a second or two.
  plugins: [react(), bundleBudget({ einsenden: 110_000 }, ['arrange']), precompress()],
  define: { __SCHLEUSE_VERSION__: JSON.stringify(version) },
  resolve: {
    // tus-js-client carries substitutes for what every browser has, and parts our queue does itself.
    alias: [
      { find: /^tus-js-client$/, replacement: here('src/slim/tus-js-client.ts') },
      { find: /^\.\.\/createLucideIcon\.mjs$/, replacement: here('src/slim/create-lucide-icon.ts') },
      { find: 'url-parse', replacement: here('src/slim/url-parse.ts') },
      { find: 'js-base64', replacement: here('src/slim/js-base64.ts') },
    ],
  },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    // The content security policy knows no data: addresses, so nothing is inlined.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: {
        einsenden: here('einsenden.html'),
        profil: here('profil.html'),
        seiten: here('seiten.html'),
        app: here('app.html'),
      },
      // A dozen chunks of one component each would cost the drop-off's page more than they hold.
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'parts',
              test: /web\/src\/(features\/dropoff|ui\/(dialog|error-summary|live-region|progress-bar|text-field|visually-hidden|windowed-list))/,
            },
          ],
        },
      },
    },
  },
  // `npm run dev` shows the pages from source beside a running server.
  server: { proxy: { '/api': { target: server, changeOrigin: true } } },
});

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

import { precompress } from './precompress.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const { version } = JSON.parse(readFileSync(here('../package.json'), 'utf8')) as { version: string };
const server = process.env['SCHLEUSE_SERVER'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  root: here('.'),
  appType: 'mpa',
  plugins: [react(), precompress()],
  define: { __SCHLEUSE_VERSION__: JSON.stringify(version) },
  build: {
    target: 'es2022',
    // The content security policy knows no data: addresses, so nothing is inlined.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { einsenden: here('einsenden.html'), seiten: here('seiten.html'), app: here('app.html') },
    },
  },
  // `npm run dev` shows the pages from source beside a running server.
  server: { proxy: { '/api': { target: server, changeOrigin: true } } },
});

import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

/** Vite's own helper also preloads what a part needs; our parts need nothing, and the page's weight is counted. */
const plainImports = {
  name: 'plain-imports',
  enforce: 'pre' as const,
  load: (id: string) => (id.includes('vite/preload-helper') ? 'export const __vitePreload = (load) => load()' : null),
}

export default defineConfig({
  plugins: [plainImports],
  root: fileURLToPath(new URL('.', import.meta.url)),
  // The server hands out the page at /b/:botId and its files here.
  base: '/chat/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: ['es2022', 'chrome110', 'firefox115', 'safari16.4'],
    // The parts that are fetched later need no other part, so that there is nothing to preload with them.
    modulePreload: false,
    assetsInlineLimit: 0,
    reportCompressedSize: true,
  },
})

import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** The loader: plain scripts, as small as they can be, with their styles inside. What a closed launcher needs is one of them. */
export default defineConfig(({ mode }) => ({
  root: path('.'),
  publicDir: false as const,
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    target: ['es2022', 'chrome105', 'firefox110', 'safari16'],
    lib:
      mode === 'chat'
        ? { entry: path('src/loader/chat.ts'), formats: ['es' as const], fileName: () => 'widget-chat.js' }
        : { entry: path('src/loader/main.ts'), formats: ['iife' as const], name: 'baton', fileName: () => 'widget.js' },
  },
}))

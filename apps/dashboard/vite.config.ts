import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = process.env.BATON_SERVER ?? 'http://localhost:4100'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // The content security policy allows no data: fonts.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What changes rarely is kept apart from what changes with every release.
            {
              name: 'foundation',
              test: /node_modules\/(react|react-dom|scheduler|react-router|@tanstack)\//,
              priority: 2,
            },
            // What several pages use comes in one piece instead of forty.
            { name: 'shared', minShareCount: 12, priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': server,
      '/avatars': server,
      '/b/': server,
      '/widget.js': server,
      '/realtime': { target: server, ws: true },
    },
  },
})

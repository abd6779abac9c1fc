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
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': server,
      '/b/': server,
      '/widget.js': server,
      '/realtime': { target: server, ws: true },
    },
  },
})

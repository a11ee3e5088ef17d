import { defineConfig } from 'vite'

import { compressFiles } from './build/compress-files.ts'

export default defineConfig({
  oxc: { jsx: { importSource: 'preact' } },
  html: { cspNonce: '{{nonce}}' },
  // The page says where the server is mounted; a script finds the others beside itself.
  experimental: {
    renderBuiltUrl: (name, { hostType }) => (hostType === 'html' ? `__mount__/${name}` : { relative: true }),
  },
  build: { target: 'es2023', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  plugins: [compressFiles()],
})

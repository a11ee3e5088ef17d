import { defineConfig } from 'vite'

import { compressFiles } from './build/compress-files.ts'

export default defineConfig({
  oxc: { jsx: { importSource: 'preact' } },
  html: { cspNonce: '{{nonce}}' },
  build: { target: 'es2023', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  plugins: [compressFiles()],
})

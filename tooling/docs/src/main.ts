import { copyFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { layout } from './layout.ts'
import { listPages } from './list-pages.ts'
import { renderPage } from './render-page.ts'

// The build: every guide as a page, the style, and `_layout.html` for the page that the server makes itself.
const root = join(import.meta.dirname, '../../..')
const folder = join(import.meta.dirname, 'pages')
const pages = listPages(root)

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
for (const page of pages) {
  writeFileSync(join(folder, `${page.name}.html`), layout(page.title, renderPage(page, pages), page.name, pages))
}
writeFileSync(join(folder, '_layout.html'), layout('HTTP reference', '{{content}}', 'http', pages))
copyFileSync(join(import.meta.dirname, '../src/style.css'), join(folder, 'style.css'))
cpSync(join(root, 'docs/images'), join(folder, 'images'), { recursive: true })

import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
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
const images = new Set<string>()
for (const page of pages) {
  const html = renderPage(page, pages)
  for (const [, image = ''] of html.matchAll(/"\/docs\/(images\/[^"]+)"/g)) images.add(image)
  writeFileSync(join(folder, `${page.name}.html`), layout(page.title, html, page.name, pages))
}
writeFileSync(join(folder, '_layout.html'), layout('HTTP reference', '{{content}}', 'http', pages))
copyFileSync(join(import.meta.dirname, '../src/style.css'), join(folder, 'style.css'))
// Those that a page shows: the console in all its looks is for whoever changes it.
mkdirSync(join(folder, 'images'))
for (const image of images) copyFileSync(join(root, 'docs', image), join(folder, image))

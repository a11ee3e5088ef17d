import { escapeHtml } from './escape-html.ts'
import type { Page } from './list-pages.ts'
import { toAddress } from './resolve-link.ts'

/** What the server itself makes: the reference of its routes. */
const httpReference = { name: 'http', title: 'HTTP reference', section: 'Reference' }

/** A whole page around its content. `current` is the page's name. */
export function layout(title: string, content: string, current: string, pages: readonly Page[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)} · Rolecall</title>
<link rel="stylesheet" href="/docs/style.css">
</head>
<body>
<a class="skip" href="#content">To the content</a>
<nav aria-label="Guides">
<p><a href="/docs">Rolecall</a> · <a href="/">Console</a></p>
${navigation(current, pages)}
</nav>
<main id="content" tabindex="-1">
${content}
</main>
</body>
</html>
`
}

function navigation(current: string, pages: readonly Page[]): string {
  const sections = new Map<string, { readonly name: string; readonly title: string }[]>()
  for (const page of [...pages, httpReference]) {
    sections.set(page.section, [...(sections.get(page.section) ?? []), page])
  }
  return [...sections]
    .map(
      ([section, entries]) =>
        `<h2>${section}</h2>\n<ul>\n${entries.map((entry) => toItem(entry, current)).join('\n')}\n</ul>`,
    )
    .join('\n')
}

function toItem({ name, title }: { readonly name: string; readonly title: string }, current: string): string {
  const mark = name === current ? ' aria-current="page"' : ''
  return `<li><a href="${toAddress(name)}"${mark}>${escapeHtml(title)}</a></li>`
}

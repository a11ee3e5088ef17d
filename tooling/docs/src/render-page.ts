import { Marked, type Tokens } from 'marked'

import { escapeHtml } from './escape-html.ts'
import type { Page } from './list-pages.ts'
import { resolveLink } from './resolve-link.ts'
import { toSlug } from './to-slug.ts'

/** The content of a page as HTML: no script, no style of its own, no image from elsewhere. */
export function renderPage(page: Page, pages: readonly Page[]): string {
  const slugs = new Map<string, number>()
  const marked = new Marked({
    gfm: true,
    renderer: {
      heading({ depth, text, tokens }: Tokens.Heading) {
        const slug = toSlug(text)
        const times = slugs.get(slug) ?? 0
        slugs.set(slug, times + 1)
        const id = times === 0 ? slug : `${slug}-${times}`
        const content = this.parser.parseInline(tokens)
        return depth === 1
          ? `<h1 id="${id}">${content}</h1>\n`
          : `<h${depth} id="${id}"><a href="#${id}">${content}</a></h${depth}>\n`
      },
      link({ href, tokens }: Tokens.Link) {
        const content = this.parser.parseInline(tokens)
        const address = toPicture(href) ?? resolveLink(href, page, pages)
        return address === null ? content : `<a href="${escapeHtml(address)}">${content}</a>`
      },
      // Pictures of the guides alone.
      image({ href, text }: Tokens.Image) {
        const address = toPicture(href)
        return address === null ? escapeHtml(text) : `<img src="${address}" alt="${escapeHtml(text)}">`
      },
      // Wide tables and long lines scroll by themselves, by keyboard too.
      code: ({ lang, text }: Tokens.Code) =>
        `<pre tabindex="0"${lang ? ` data-language="${escapeHtml(lang)}"` : ''}><code>${escapeHtml(text)}</code></pre>\n`,
      // Guides are markdown; what looks like a tag is text.
      html: ({ text }: Tokens.HTML | Tokens.Tag) => escapeHtml(text),
    },
  })
  const html = marked.parse(page.text, { async: false })
  return html.replaceAll('<table>', '<div class="wide" tabindex="0"><table>').replaceAll('</table>', '</table></div>')
}

/** Where a picture of the guides is served; `null` for anything else. */
function toPicture(href: string): string | null {
  return /^images\/[a-z0-9-]+\.(?:webp|svg)$/.test(href) ? `/docs/${href}` : null
}

import { dirname, resolve } from 'node:path'

import type { Page } from './list-pages.ts'

/**
 * Where a link of a page leads on the server: another page, an address outside, a place on the page itself.
 * `null` for what only the repository has.
 */
export function resolveLink(href: string, from: Page, pages: readonly Page[]): string | null {
  if (/^[a-z]+:/i.test(href) || href.startsWith('#') || href.startsWith('/')) return href
  const [path = '', anchor] = href.split('#')
  const target = resolve(dirname(from.file), path)
  const page = pages.find(({ file }) => file === target)
  if (page === undefined) return null
  return `${toAddress(page.name)}${anchor === undefined ? '' : `#${anchor}`}`
}

/** Where a page is served. */
export function toAddress(name: string): string {
  return name === 'index' ? '/docs' : `/docs/${name}`
}

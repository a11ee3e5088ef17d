import { NotFound } from '@rolecall/core/scim/errors'

import type { Answer } from '../route/answer.ts'
import type { PublicRoute } from '../route/route.ts'
import type { Docs } from './read-docs.ts'
import { renderHttpReference } from './render-http-reference.ts'

/** The pages have no script; their one style and their images are from here. */
const policy =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

/** The guides, and the reference of the HTTP routes, which is made of their own description; `path` is where the server is mounted. */
export function docsRoutes(
  { images, layout, pages, style }: Docs,
  describe: () => object,
  path = '',
): readonly PublicRoute[] {
  let reference: string | undefined
  const toPage = (html: string | undefined): Answer => {
    if (html === undefined) throw new NotFound('There is no such guide; /docs lists them')
    return toAnswer('text/html; charset=utf-8', withLinksBelow(path, html))
  }
  return [
    toRoute('/docs', 'The guides', () => toPage(pages.get('index'))),
    // The function keeps a `$` of the content what it is.
    toRoute('/docs/http', 'The reference of the HTTP routes', () =>
      toPage((reference ??= layout.replace('{{content}}', () => renderHttpReference(describe())))),
    ),
    toRoute('/docs/style.css', 'The style of the guides', () => toAnswer('text/css; charset=utf-8', style)),
    toRoute('/docs/images/:file', 'A picture of the guides', (name) => {
      const image = images.get(name)
      if (image === undefined) throw new NotFound('There is no such picture')
      return toAnswer(name.endsWith('.svg') ? 'image/svg+xml' : 'image/webp', image)
    }),
    toRoute('/docs/:page', 'One of the guides', (name) => toPage(pages.get(name))),
  ]
}

function toRoute(path: string, summary: string, answer: (parameter: string) => Answer): PublicRoute {
  return {
    method: 'GET',
    path,
    summary,
    scope: null,
    answers: { 200: { description: summary, mediaTypes: mediaTypesOf(path) } },
    handle: async ({ parameter }) => answer(parameter),
  }
}

function mediaTypesOf(path: string): readonly string[] {
  if (path.endsWith('.css')) return ['text/css']
  return path.startsWith('/docs/images/') ? ['image/webp', 'image/svg+xml'] : ['text/html']
}

/** The build writes addresses from the root; a quotation mark within text is escaped, so that only attributes match. */
function withLinksBelow(path: string, html: string): string {
  return path === '' ? html : html.replaceAll(/ (href|src)="\/(?!\/)/g, ` $1="${path}/`)
}

function toAnswer(type: string, body: string | Buffer): Answer {
  return { status: 200, type, headers: { 'Cache-Control': 'no-cache', 'Content-Security-Policy': policy }, body }
}

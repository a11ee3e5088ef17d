import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, it } from 'vitest'

import { providers } from '../src/text/provider-guides.ts'

it.each(providers.map(({ doc, title }) => [title, doc]))(
  'the set-up of %s leads to a place that is there: %s',
  (_, doc) => {
    const [page = '', anchor] = doc.split('#')
    const guide = readFileSync(join(import.meta.dirname, '../../../docs', `${page}.md`), 'utf8')
    const anchors = [...guide.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading.toLowerCase().replaceAll(' ', '-'),
    )
    if (anchor !== undefined) expect(anchors).toContain(anchor)
  },
)

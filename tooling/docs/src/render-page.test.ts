import { readdirSync, readFileSync, statSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

import type { Page } from './list-pages.ts'
import { renderPage } from './render-page.ts'

function page(name: string, text: string): Page {
  return { name, file: `/w/docs/${name}.md`, title: name, section: 'Start', text }
}

const other = page('other', '# Other')

function render(text: string): string {
  const own = page('own', text)
  return renderPage(own, [own, other]).trim()
}

describe('renderPage', () => {
  it('gives headings an anchor, each another one', () => {
    expect(render('## 4. What is `x`?\n\n## 4. What is `x`?')).toBe(
      '<h2 id="4-what-is-x"><a href="#4-what-is-x">4. What is <code>x</code>?</a></h2>\n' +
        '<h2 id="4-what-is-x-1"><a href="#4-what-is-x-1">4. What is <code>x</code>?</a></h2>',
    )
  })

  it('leads links to the pages that the server has', () => {
    expect(render('[a](other.md#b)')).toBe('<p><a href="/docs/other#b">a</a></p>')
    expect(render('[a](https://example.com/?a=1&b=2)')).toBe('<p><a href="https://example.com/?a=1&amp;b=2">a</a></p>')
  })

  it('makes text of a link to what only the repository has', () => {
    expect(render('[the code](../packages/x.ts)')).toBe('<p>the code</p>')
  })

  it('shows the pictures of the guides, and nothing from elsewhere', () => {
    expect(render('![Set "up"](images/setup.webp)')).toBe(
      '<p><img src="/docs/images/setup.webp" alt="Set &quot;up&quot;"></p>',
    )
    expect(render('![there](https://example.com/x.png)')).toBe('<p>there</p>')
    expect(render('![up](../images/x.png)')).toBe('<p>up</p>')
    expect(render('[dark](images/setup-dark.webp)')).toBe('<p><a href="/docs/images/setup-dark.webp">dark</a></p>')
  })

  it('refers to pictures that there are, and to each that there is', () => {
    const docs = new URL('../../../docs/', import.meta.url)
    const pages = readdirSync(docs).filter((file) => file.endsWith('.md'))
    const referred = [...pages, '../README.md']
      .flatMap((file) => [...readFileSync(new URL(file, docs), 'utf8').matchAll(/\]\((?:docs\/)?images\/([^)]+)\)/g)])
      .map(([, file = '']) => file)
    expect(new Set(referred)).toEqual(new Set(readdirSync(new URL('images/', docs))))
  })

  it('has every page of the console in light, in dark and on a phone, each of at most 60 kB', () => {
    const images = new URL('../../../docs/images/', import.meta.url)
    const pictures = readdirSync(images).filter((file) => file.endsWith('.webp'))
    const inLight = pictures.filter((file) => !/-(dark|phone)\.webp$/.test(file) && file !== 'sign-in.webp')
    const others = inLight.flatMap((file) => ['-dark', '-phone'].map((kind) => file.replace('.webp', `${kind}.webp`)))
    expect(inLight.length).toBeGreaterThan(20)
    expect(others.filter((file) => !pictures.includes(file))).toEqual([])
    expect(pictures.filter((file) => statSync(new URL(file, images)).size > 60_000)).toEqual([])
  })

  it('keeps what looks like a tag a text', () => {
    expect(render('a <b onclick="x">c</b>\n\n<script>alert(1)</script>')).not.toMatch(/<b|<script/)
    expect(render('```html\n<i>"&\n```')).toBe(
      '<pre tabindex="0" data-language="html"><code>&lt;i&gt;&quot;&amp;</code></pre>',
    )
  })

  it('lets a wide table scroll', () => {
    expect(render('| a |\n|---|\n| b |')).toMatch(/^<div class="wide" tabindex="0"><table>.*<\/table>\s*<\/div>$/s)
  })
})

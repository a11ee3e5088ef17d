import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startServer, type RunningServer } from '../../test/running-server.ts'
import { stubServices } from '../../test/stub-services.ts'

let running: RunningServer
/** Bytes that are no text. */
const picture = Buffer.from([0x89, 0x50, 0xff, 0x00])
const folder = mkdtempSync(join(tmpdir(), 'rolecall-docs-'))

beforeAll(async () => {
  writeFileSync(join(folder, 'index.html'), 'The first page')
  writeFileSync(join(folder, 'entra.html'), 'Entra')
  writeFileSync(join(folder, '_layout.html'), '<main>{{content}}</main>')
  writeFileSync(join(folder, 'style.css'), 'a{}')
  mkdirSync(join(folder, 'images'))
  writeFileSync(join(folder, 'images/setup.webp'), picture)
  writeFileSync(join(folder, 'images/hold.svg'), '<svg/>')
  running = await startServer(stubServices([]), { docsFolder: folder })
})
afterAll(async () => {
  await running.server.close()
  rmSync(folder, { recursive: true })
})

describe('the guides', () => {
  it.each([
    ['/docs', 'The first page', 'text/html; charset=utf-8'],
    ['/docs/', 'The first page', 'text/html; charset=utf-8'],
    ['/docs/entra', 'Entra', 'text/html; charset=utf-8'],
    ['/docs/style.css', 'a{}', 'text/css; charset=utf-8'],
  ])('has at %s what the build made', async (path, text, type) => {
    const response = await fetch(running.url + path)
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([200, type, text])
  })

  it('has its pictures', async () => {
    const response = await fetch(`${running.url}/docs/images/setup.webp`)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/webp'])
    expect(Buffer.from(await response.arrayBuffer())).toEqual(picture)
    const drawing = await fetch(`${running.url}/docs/images/hold.svg`)
    expect([drawing.headers.get('content-type'), await drawing.text()]).toEqual(['image/svg+xml', '<svg/>'])
  })

  it('lets no script run, and loads nothing from elsewhere', async () => {
    const policy = (await fetch(`${running.url}/docs/entra`)).headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'; style-src 'self';")
    expect(policy).not.toMatch(/script-src|unsafe|https?:|\*/)
  })

  it.each([
    '/docs/none',
    '/docs/_layout',
    '/docs/..%2Fentra',
    '/docs/entra.html',
    '/docs/images/none.webp',
    '/docs/images/..%2Fstyle.css',
  ])('has nothing at %s', async (path) => {
    expect((await fetch(running.url + path)).status).toBe(404)
  })
})

describe('the HTTP reference', () => {
  it('shows every route of the description, and keeps what looks like a tag a text', async () => {
    const html = await (await fetch(`${running.url}/docs/http`)).text()
    const { paths } = (await (await fetch(`${running.url}/api/openapi.json`)).json()) as {
      paths: Record<string, Record<string, { summary: string }>>
    }
    const shown = [...html.matchAll(/<summary><code>(\w+) ([^<]+)<\/code>/g)].map(
      ([, method, path]) => `${method} ${path}`,
    )
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(shown.toSorted()).toEqual(described.toSorted())
    expect(html).toMatch(/^<main><h1>HTTP reference/)
    expect(html).toContain('A key with the scope <code>scim</code>.')
  })

  it('has an anchor of its own for each route', async () => {
    const html = await (await fetch(`${running.url}/docs/http`)).text()
    const ids = [...html.matchAll(/<details id="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startServer, type RunningServer } from '../../test/running-server.ts'
import { stubServices } from '../../test/stub-services.ts'
import { consolePaths } from './console-routes.ts'

let running: RunningServer
const folder = mkdtempSync(join(tmpdir(), 'rolecall-console-'))

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'))
  writeFileSync(
    join(folder, 'index.html'),
    '<meta property="csp-nonce" nonce="{{nonce}}"><script src="/assets/a-1.js">',
  )
  writeFileSync(join(folder, 'assets', 'a-1.js'), 'import "b"')
  writeFileSync(join(folder, 'assets', 'a-1.js.gz'), gzipSync('import "b"'))
  writeFileSync(join(folder, 'assets', 'secret.txt'), 'no')
  running = await startServer(stubServices([]), { consoleFolder: folder })
})
afterAll(async () => {
  await running.server.close()
  rmSync(folder, { recursive: true })
})

describe('the console', () => {
  it.each(consolePaths)('is the same page at %s', async (path) => {
    const response = await fetch(running.url + path.replace(/:\w+/, 'x'))
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  })

  it('lets no script run but its own, and knows a new nonce each time', async () => {
    const ask = async () => {
      const response = await fetch(running.url)
      const policy = response.headers.get('content-security-policy') ?? ''
      return { policy, nonce: /'nonce-([^']+)'/.exec(policy)?.[1] ?? '', body: await response.text() }
    }
    const [first, second] = [await ask(), await ask()]
    expect(first.policy).toContain("default-src 'none'; script-src 'self'; ")
    expect(first.policy).not.toMatch(/unsafe|https?:|\*/)
    expect(first.body).toContain(`nonce="${first.nonce}"`)
    expect(first.nonce.length).toBeGreaterThan(20)
    expect(first.nonce).not.toBe(second.nonce)
  })

  it('sends its files compressed where that is understood, and for ever', async () => {
    const response = await fetch(`${running.url}/assets/a-1.js`, { headers: { 'accept-encoding': 'gzip' } })
    expect(await response.text()).toBe('import "b"')
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-encoding': 'gzip',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'text/javascript; charset=utf-8',
      vary: 'Accept-Encoding',
    })
  })

  it.each(['/assets/none.js', '/assets/secret.txt', '/assets/..%2Findex.html', '/assets/', '/nowhere'])(
    'has nothing at %s',
    async (path) => {
      expect((await fetch(running.url + path)).status).toBe(404)
    },
  )

  it.each(['/nowhere', '/docs/nowhere', '/people/a%00b'])(
    'is what a browser gets at %s, where there is nothing, and a program a problem',
    async (path) => {
      const browser = await fetch(running.url + path, { headers: { accept: 'text/html,*/*;q=0.8' } })
      expect([browser.status, browser.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
      expect(browser.headers.get('content-security-policy')).toContain("script-src 'self'")
      expect(await browser.text()).toContain('<script src="/assets/a-1.js">')
      const program = await fetch(running.url + path)
      expect([program.status, program.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
    },
  )

  it('is nothing below /api, where no page is', async () => {
    const response = await fetch(`${running.url}/api/nowhere`, { headers: { accept: 'text/html' } })
    expect(response.headers.get('content-type')).toBe('application/problem+json')
  })
})

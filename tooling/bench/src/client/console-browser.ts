import { findChromium } from '@rolecall/testkit/find-chromium'
import { chromium, type Page } from 'playwright-core'

import type { ConsolePage } from '../load/console-pages.ts'

/** Milliseconds until a page came to rest: until what is seen changed for the last time. */
interface PageTimes {
  /** Opened anew, with its scripts in the cache; for what somebody does on a page, from that on. */
  readonly rest: number
  /** The slowest request that it made, and how long that took. */
  readonly slowest: string
}

/** A browser that is signed in to the console. */
export interface ConsoleBrowser {
  open(page: ConsolePage): Promise<PageTimes>
  close(): Promise<void>
}

/** So long nothing changes and nothing is asked before a page is at rest. */
const quiet = 400

/** In the page: notes when it was painted after the last change of it. */
const watch = `globalThis.lastChange = 0
new MutationObserver(() => requestAnimationFrame(() => (globalThis.lastChange = performance.now())))
  .observe(document, { subtree: true, childList: true, characterData: true, attributes: true })`

export async function openConsoleBrowser(url: string, ownerKey: string): Promise<ConsoleBrowser> {
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] })
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1360, height: 860 } })
  const headers = { 'x-rolecall-console': '1' }
  await context.request.post('/api/session', { data: { key: ownerKey }, headers })
  const page = await context.newPage()
  await page.addInitScript(watch)
  const requests = watchRequests(page)
  // The scripts are those of every page: they are in the cache of whoever opens the console every morning.
  await page.goto('/mapping')
  await rest(page, requests, 0)
  return {
    async open({ choose, path, search }) {
      requests.forget()
      await page.goto(path)
      let from = 0
      if (search !== undefined || choose !== undefined) {
        await rest(page, requests, 0)
        requests.forget()
        from = await page.evaluate<number>('performance.now()')
        if (search !== undefined) await page.locator('main input[type=search]').first().fill(search)
        if (choose !== undefined) await page.getByLabel(choose.label).selectOption(choose.option)
      }
      await rest(page, requests, from)
      return { rest: (await page.evaluate<number>('lastChange')) - from, slowest: requests.slowest() }
    },
    close: () => browser.close(),
  }
}

interface WatchedRequests {
  readonly pending: () => number
  readonly slowest: () => string
  readonly forget: () => void
}

function watchRequests(page: Page): WatchedRequests {
  const started = new Map<unknown, number>()
  let slowest = { name: '', took: 0 }
  page.on('request', (request) => void started.set(request, performance.now()))
  for (const end of ['requestfinished', 'requestfailed'] as const) {
    page.on(end as 'requestfinished', (request) => {
      const took = performance.now() - (started.get(request) ?? 0)
      started.delete(request)
      const { pathname, search } = new URL(request.url())
      if (took > slowest.took && pathname.startsWith('/api/')) slowest = { name: pathname + search, took }
    })
  }
  return {
    pending: () => started.size,
    slowest: () => (slowest.name === '' ? '' : `${slowest.name} ${slowest.took.toFixed(0)} ms`),
    forget: () => {
      slowest = { name: '', took: 0 }
    },
  }
}

/** Waits until something has changed after `from` and nothing does any more. */
async function rest(page: Page, { pending }: WatchedRequests, from: number): Promise<void> {
  const isQuiet = `lastChange > ${from} && performance.now() - lastChange > ${quiet} && document.querySelector('main h1') !== null && document.querySelector('main .placeholder') === null`
  // The policy of the console lets nobody evaluate a text within it, which is what Playwright's own waiting does.
  while (pending() > 0 || !(await page.evaluate<boolean>(isQuiet))) await page.waitForTimeout(20)
}

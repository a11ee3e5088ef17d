import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'

import { findChromium } from '@rolecall/testkit/find-chromium'
import type { AxeResults } from 'axe-core'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

import { setPace } from './at-another-pace.ts'

/** Its own value is nothing, or all of axe would be sent back. */
const axeSource = `${readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')}\n;undefined`

/** The page follows a change of the colour scheme in the next frame, and what moves comes to its end. */
const settled = `new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))).then(() =>
  Promise.allSettled(
    document
      .getAnimations()
      .filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime))
      .map((one) => one.finished),
  ),
).then(() => undefined)`

/** A page that is watched: whatever it should never do is written down. */
export interface WatchedPage {
  readonly page: Page
  readonly context: BrowserContext
  /** What was written to the console as an error, thrown and not caught, or asked of another host. */
  readonly complaints: string[]
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
}

export const phone = { width: 390, height: 844 }
export const desktop = { width: 1360, height: 860 }

/** A browser of its own for one test: no cookie of another, and every complaint of the page. */
export async function openPage(
  browser: Browser,
  url: string,
  options: {
    readonly colorScheme?: 'light' | 'dark'
    readonly reducedMotion?: 'reduce'
    readonly viewport?: typeof phone
    readonly locale?: string
    readonly timezoneId?: string
  } = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: desktop,
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  })
  context.setDefaultTimeout(30_000)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.stack ?? error.message}`))
  page.on('request', (request) => {
    const target = new URL(request.url())
    if (target.protocol !== 'data:' && target.origin !== new URL(url).origin) complaints.push(`asked ${target.origin}`)
  })
  const pace = process.env['ROLECALL_PACE']
  if (pace !== undefined) await setPace(page, pace)
  return { page, context, complaints }
}

/** All that a page asks for on its own is there: what happens next is answered to the test. */
export function atRest(page: Page): Promise<void> {
  return page.waitForLoadState('networkidle')
}

const rulesOfColour = ['color-contrast', 'link-in-text-block']

/**
 * What is looked at again when a page that was looked at as a whole is seen otherwise: another scheme changes colours and
 * nothing else, and a narrow page everything but these, which take most of the time.
 */
export const again = {
  dark: { runOnly: rulesOfColour },
  phone: { rules: Object.fromEntries(rulesOfColour.map((rule) => [rule, { enabled: false }])) },
} as const

/** What axe finds against WCAG 2.2 AA and its own good practice, one line each. */
export async function findViolations(page: Page, chosen: object = {}): Promise<readonly string[]> {
  await page.evaluate(settled)
  if (!(await page.evaluate<boolean>('"axe" in globalThis'))) await page.evaluate(axeSource)
  const { violations } = await page.evaluate(
    (options) => (globalThis as unknown as { axe: { run(chosen: object): Promise<AxeResults> } }).axe.run(options),
    // Nobody reads what passes, and no rule here looks into a style sheet again.
    { resultTypes: ['violations'], preload: false, ...chosen },
  )
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help} at ${target.join(' ')} (${failureSummary ?? ''})`),
  )
}

/** How far the page can be scrolled to the side, in pixels. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
}

/** Keeps a picture of what is seen in the folder that ROLECALL_SCREENSHOTS names; `docs/images` has those of the pages. */
export async function takePicture(page: Page, name: string): Promise<void> {
  const folder = process.env['ROLECALL_SCREENSHOTS']
  if (folder === undefined) return
  // Playwright writes no WebP, which takes a third of a PNG.
  const devtools = await page.context().newCDPSession(page)
  const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality: 36 })
  await devtools.detach()
  await writeFile(join(folder, `${name}.webp`), Buffer.from(data, 'base64'))
}

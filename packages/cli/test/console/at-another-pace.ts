import type { Locator, Page, Request } from 'playwright-core'

/**
 * A test that only passes where pages load as fast as on the machine of who wrote it is found by another pace, which
 * `ROLECALL_PACE` names: `slow` answers each call of the API some tenths of a second later, `late` does nothing to a
 * page before all that it has asked for is there.
 */
export async function setPace(page: Page, pace: string): Promise<void> {
  if (pace === 'slow') await answerLate(page)
  else if (pace === 'late') actLate(page)
  else throw new Error(`ROLECALL_PACE is slow or late, not ${pace}`)
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

async function answerLate(page: Page): Promise<void> {
  await page.route('**/api/**', async (route) => {
    await wait(100 + Math.random() * 500)
    // A page that has gone asks for nothing any more.
    await route.fallback().catch(() => undefined)
  })
}

const askedFor = new WeakMap<Page, Set<Request>>()
const lastChange = new WeakMap<Page, number>()
const quietMs = 150
/** What is held back on purpose never comes. */
const patienceMs = 1200

function actLate(page: Page): void {
  const open = new Set<Request>()
  askedFor.set(page, open)
  const note = (change: () => void) => () => {
    change()
    lastChange.set(page, Date.now())
  }
  page.on('request', (request) => note(() => open.add(request))())
  page.on('requestfinished', (request) => note(() => open.delete(request))())
  page.on('requestfailed', (request) => note(() => open.delete(request))())
  delayLocators(Object.getPrototypeOf(page.locator('html')) as object)
}

async function untilQuiet(page: Page): Promise<void> {
  const end = Date.now() + patienceMs
  const isBusy = () => (askedFor.get(page)?.size ?? 0) > 0 || Date.now() - (lastChange.get(page) ?? 0) < quietMs
  while (isBusy() && Date.now() < end) await wait(20)
}

const delayed = new WeakSet()
const acts = [
  'allInnerTexts',
  'allTextContents',
  'check',
  'click',
  'count',
  'fill',
  'getAttribute',
  'innerText',
  'inputValue',
  'isVisible',
  'press',
  'selectOption',
  'textContent',
  'uncheck',
  'waitFor',
] as const satisfies readonly (keyof Locator)[]

/** Every locator of this process waits before it acts; there is one prototype of them all. */
function delayLocators(prototype: object): void {
  if (delayed.has(prototype)) return
  delayed.add(prototype)
  for (const act of acts) {
    const now = Reflect.get(prototype, act) as (...args: unknown[]) => Promise<unknown>
    Reflect.set(prototype, act, async function later(this: Locator, ...args: unknown[]): Promise<unknown> {
      await untilQuiet(this.page())
      return now.apply(this, args)
    })
  }
}

import type { Page, Route } from 'playwright-core'

/** Answers that are on their way for as long as a test wants. */
export interface HeldBack {
  /** How many requests wait by now. */
  readonly waiting: () => number
  /** Lets those that wait go on, and every one that comes after them. */
  readonly release: () => Promise<void>
}

/** Asks the server at once, as a slow network does, and gives the page its answer when it is released. */
export async function holdBack(page: Page, urls: string | RegExp, method = 'GET'): Promise<HeldBack> {
  let letGo = (): void => undefined
  const released = new Promise<void>((resolve) => (letGo = resolve))
  const held = new Set<Promise<void>>()
  let waiting = 0
  const answer = async (route: Route): Promise<void> => {
    // Whole, too, where the page would be content to ask again for it.
    const { prefer: _, ...headers } = route.request().headers()
    const response = await route.fetch({ headers })
    waiting += 1
    await released
    // Whoever has left the page in the meantime waits for nothing any more.
    await route.fulfill({ response }).catch(() => undefined)
  }
  await page.route(urls, async (route) => {
    if (route.request().method() !== method) return route.fallback()
    const answered = answer(route)
    held.add(answered)
    return answered
  })
  return {
    waiting: () => waiting,
    async release() {
      letGo()
      await Promise.all(held)
      // What has been answered is taken, and drawn.
      await page.evaluate(
        'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))',
      )
    },
  }
}

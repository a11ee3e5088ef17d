import { openConsoleBrowser } from '../client/console-browser.ts'
import { toConsolePages } from '../load/console-pages.ts'
import type { HugeDirectory } from '../load/huge-directory.ts'
import { toQuantile } from '../measure.ts'

const rounds = 5

/**
 * How long each page of the console takes in Chromium until it is at rest; answers the names of those that take longer than
 * `longest` milliseconds in most rounds.
 */
export async function measurePages(
  url: string,
  ownerKey: string,
  size: HugeDirectory,
  everyone: string,
  longest: number,
): Promise<readonly string[]> {
  const browser = await openConsoleBrowser(url, ownerKey)
  const slow: string[] = []
  try {
    for (const page of toConsolePages(size, everyone)) {
      const times: number[] = []
      let slowest = ''
      for (let round = 0; round < rounds; round++) {
        const opened = await browser.open(page)
        times.push(opened.rest)
        slowest = opened.slowest
      }
      const sorted = times.toSorted((left, right) => left - right)
      const [median, most] = [toQuantile(sorted, 0.5), toQuantile(sorted, 1)]
      const figures = `${median.toFixed(0).padStart(7)} ms at rest, at most ${most.toFixed(0)} ms`
      console.log(`page: ${page.name}`.padEnd(58) + figures.padEnd(36) + slowest)
      if (median > longest) slow.push(page.name)
    }
  } finally {
    await browser.close()
  }
  return slow
}

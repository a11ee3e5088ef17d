import type { Page } from 'playwright-core'
import { expect } from 'vitest'

import { again, findViolations, overflowOf, phone, takePicture } from './browser.ts'

/** Looks at the page in both schemes and on a phone. */
export async function lookAt(page: Page, name: string): Promise<void> {
  await takePicture(page, name)
  expect(await findViolations(page)).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  await takePicture(page, `${name}-dark`)
  expect(await findViolations(page, again.dark)).toEqual([])
  await page.emulateMedia({ colorScheme: 'light' })
  const before = page.viewportSize()
  await page.setViewportSize(phone)
  await takePicture(page, `${name}-phone`)
  expect([await findViolations(page, again.phone), await overflowOf(page)]).toEqual([[], 0])
  if (before !== null) await page.setViewportSize(before)
}

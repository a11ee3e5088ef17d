import type { Page } from 'playwright-core'

/** Goes on by Tab until what has the focus is called so. */
export async function tabTo(page: Page, name: string): Promise<void> {
  const seen: string[] = []
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate<string>(
      '(document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "").trim()',
    )
    if (focused === name || (focused.startsWith(name) && name.length > 12)) return
    seen.push(focused)
  }
  throw new Error(`Tab never reaches "${name}": ${seen.join(' | ')}`)
}

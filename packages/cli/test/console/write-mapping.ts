import type { Page } from 'playwright-core'

/** Replaces what stands in the editor, as somebody who pastes does. */
export async function writeMapping(page: Page, text: string): Promise<void> {
  await page.locator('.cm-content').focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.press('Delete')
  await page.keyboard.insertText(text)
}

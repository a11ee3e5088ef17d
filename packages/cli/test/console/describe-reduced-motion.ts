import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'

import { send } from '../test-server.ts'
import { goOn, type ConsoleUnderTest } from './console-under-test.ts'
import { holdBack } from './hold-back.ts'
import { createStewardTenant, stewardMapping } from './steward-tenant.ts'

const settings = '/api/settings/scim-mapping'

/** Each with something that moves otherwise, or could: the editor's cursor, charts, bars, a clock, cards, what unfolds. */
const places = [
  '/overview',
  '/setup',
  '/mapping',
  '/people/ann%40example.com',
  '/log',
  '/teams',
  '/settings/team-roles',
]

/** What moves at this moment, by the class of its element: what takes no time but waits for its moment does not. */
function moving(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(
    `document.getAnimations().filter(({ effect, playState }) => playState === 'running' && effect.getComputedTiming().activeDuration > 0).map(({ effect }) => effect.target.className)`,
  )
}

/** Of somebody who has asked their system for less motion. */
export function describeReducedMotion(started: () => ConsoleUnderTest): void {
  describe('the wish for less motion', () => {
    it('ends every animation, and stops neither the clock of a trial nor the bar of a plan', async () => {
      const tenant = await createStewardTenant(started().server)
      const headers = { 'content-type': 'application/yaml' }
      const text = stewardMapping('Editor')
      const { body } = await send(tenant.ownerKey, 'POST', `${started().server.url}${settings}/plan`, text, headers)
      const { planId } = body as { readonly planId: string }
      await tenant.owner('POST', `${settings}/apply`, { planId, commitWithin: '10m' })
      const { page, context, complaints } = await started().openAs(tenant, '/panels', { reducedMotion: 'reduce' })
      const clock = page.getByRole('region', { name: 'Mapping on trial' }).getByRole('timer')
      await clock.waitFor()
      await page.clock.install()
      for (const path of places) {
        await goOn(page, path)
        await page.locator('.placeholder').waitFor({ state: 'detached' })
        await page.locator('main :is(input, button, a)').first().focus()
        expect([path, await moving(page)]).toEqual([path, []])
      }
      const standing = await clock.textContent()
      await page.clock.runFor(2_000)
      await expect.poll(() => clock.textContent()).not.toBe(standing)

      await goOn(page, '/mapping')
      await page.locator('.cm-content').focus()
      expect(await moving(page)).toEqual([])
      const running = { planId: 'p', progress: { done: 45_000, total: 100_000 } }
      await page.route(`**${settings}/plan**`, (route) => route.fulfill({ status: 202, json: running }))
      await page.getByRole('button', { name: 'See what it changes' }).click()
      await expect
        .poll(() => page.getByRole('progressbar', { name: 'How far the plan is' }).getAttribute('value'))
        .toBe('45000')
      expect(await moving(page)).toEqual([])
      const answers = await holdBack(page, '**/api/groups?*')
      await goOn(page, '/groups')
      await page.locator('.placeholder').waitFor()
      expect(await moving(page)).toEqual([])
      await expect
        .poll(() => page.evaluate(`getComputedStyle(document.querySelector('.placeholder')).opacity`))
        .toBe('0.45')
      await answers.release()
      await page.getByRole('link', { name: 'stewards' }).waitFor()
      expect(complaints).toEqual([])
      await context.close()
    })
  })
}

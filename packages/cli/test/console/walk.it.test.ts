import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { createEntraClient } from '@rolecall/idp-simulator/entra-client'
import { runInitialCycle } from '@rolecall/idp-simulator/initial-cycle'
import { parseDirectory } from '@rolecall/idp-simulator/parse-directory'
import { createProvisioningState } from '@rolecall/idp-simulator/provisioning-state'
import { testConnection } from '@rolecall/idp-simulator/test-connection'
import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { startCommand, withFolder } from '../../src/command/command-under-test.ts'
import { launchBrowser, openPage } from './browser.ts'
import { writeMapping } from './write-mapping.ts'

let browser: Browser
beforeAll(async () => (browser = await launchBrowser()))
afterAll(() => browser.close())

const tenant = `users:
  - objectId: 0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef
    userPrincipalName: ann@acme.example
    mail: ann@acme.example
    displayName: Ann Lee
groups:
  - objectId: 8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159
    displayName: acme_stewards
    members: [ann@acme.example]
`

/** The guide's steps: what it has in bold is pressed, what it has as YAML is pasted. */
async function readGuide(): Promise<{ readonly pressed: readonly string[]; readonly mapping: string }> {
  const guide = await readFile(join(import.meta.dirname, '../../../../docs/quick-start.md'), 'utf8')
  const [, walk = ''] = /\n## From nothing to the first role\n(.*?)\n## /s.exec(guide) ?? []
  const [, mapping = ''] = /```yaml\n(.*?)```/s.exec(walk) ?? []
  return {
    pressed: [...walk.matchAll(/\*\*(.+?)\*\*/g)].map(([, label = '']) => label),
    mapping: mapping.replaceAll(/^ {3}/gm, ''),
  }
}

it('goes from an empty folder to the first role as the quick start says', { timeout: 120_000 }, async () => {
  const guide = await readGuide()
  const pressed: string[] = []
  await withFolder(async (folder) => {
    const command = startCommand(['serve', '--port', '0'], { folder })
    await command.written('#')
    const [link = ''] = /http:\/\/\S+#\S+/.exec(command.output.stdout + command.output.stderr) ?? []
    const { complaints, context, page } = await openPage(browser, new URL(link).origin)
    const press = async (label: string, within: Pick<Locator, 'getByRole'> = page) => {
      pressed.push(label)
      await within
        .getByRole('button', { name: label })
        .or(within.getByRole('link', { name: label }))
        .first()
        .click()
    }

    await page.goto(link)
    await page.getByRole('heading', { level: 1, name: 'Set up' }).waitFor()
    await page.getByLabel('Secret token', { exact: true }).check()
    await press('Create secret token')
    await press('Copy Secret token')
    const secretToken = await page.evaluate<string>('navigator.clipboard.readText()')
    const tenantUrl = await page.getByLabel('Tenant URL', { exact: true }).inputValue()

    const client = createEntraClient({ tenantUrl, secretToken })
    expect(await testConnection({ client })).toMatchObject({ ok: true })
    await page.locator('li.done[data-check="connection"]').waitFor()
    await runInitialCycle({ client, directory: parseDirectory(tenant), state: createProvisioningState() })
    await page.locator('li.done[data-check="first-group"]').waitFor()

    await press('Teams')
    await press('New team')
    await page.getByRole('dialog').getByLabel('Id').fill('sales')
    await press('Create', page.getByRole('dialog'))
    await page.getByRole('rowheader', { name: 'sales' }).waitFor()

    await press('Mapping')
    await page.locator('.cm-content').waitFor()
    await writeMapping(page, guide.mapping)
    await press('See what it changes')
    await page.getByText('1 gained').waitFor()
    await press('Apply…')
    await press('Apply', page.getByRole('dialog'))
    await page.getByText('Version 1 is in force.').waitFor()

    await press('People')
    await press('Ann Lee')
    await page.getByText('Steward').first().waitFor()
    expect(complaints).toEqual([])
    await context.close()
    command.signal('SIGTERM')
    expect(await command.end).toMatchObject({ code: 0 })
  })
  expect(pressed).toEqual(guide.pressed)
})

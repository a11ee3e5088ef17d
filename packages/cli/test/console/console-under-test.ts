import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import type { PluginEntry } from '@rolecall/core/host/plugin-entry'
import type { OutboundOptions } from '@rolecall/server/outbound/create-outbound'
import { eachDatabase } from '@rolecall/testkit/test-databases'
import type { Browser, Page } from 'playwright-core'

import { defaultPlugins } from '../../src/bundled-plugins.ts'
import { loadPlugins } from '../../src/configuration/load-plugins.ts'
import { parseConfigurationFile } from '../../src/configuration/parse-configuration-file.ts'
import { startTestServer, type Tenant, type TestServer } from '../test-server.ts'
import { launchBrowser, openPage, type WatchedPage } from './browser.ts'
import { buildConsole } from './build-console.ts'

/** A server with the console, and a browser. */
export interface ConsoleUnderTest {
  readonly server: TestServer
  readonly browser: Browser
  readonly folder: string
  /** Opens the console at a path, signed in as the owner of a tenant. */
  readonly openAs: (tenant: Tenant, path: string, options?: Parameters<typeof openPage>[2]) => Promise<WatchedPage>
  readonly close: () => Promise<void>
}

export async function startConsole(outbound: OutboundOptions = {}): Promise<ConsoleUnderTest> {
  const [database] = eachDatabase
  if (database === undefined) throw new Error('there is no database to test with')
  const browser = await launchBrowser()
  const folder = await buildConsole()
  const plugins = [...defaultPlugins(), await loadLicences()]
  const server = await startTestServer(database.create, {
    consoleFolder: folder,
    plugins,
    outbound: { allow: ['127.0.0.1'], ...outbound },
  })
  return {
    server,
    browser,
    folder,
    async openAs(tenant, path, options) {
      const opened = await openPage(browser, server.url, options)
      await opened.context.request.post('/api/session', {
        data: { key: tenant.ownerKey },
        headers: { 'x-rolecall-console': '1' },
      })
      await opened.page.goto(path)
      return opened
    },
    async close() {
      await browser.close()
      await server.close()
    },
  }
}

/** The plugin of `examples/licences`, which has panels of both places. */
async function loadLicences(): Promise<PluginEntry> {
  const file = fileURLToPath(new URL('../../../../examples/licences/rolecall.config.yaml', import.meta.url))
  const { plugins } = parseConfigurationFile(await readFile(file, 'utf8'), file)
  const licences = (await loadPlugins({ file, plugins: plugins ?? null })).find(
    ({ plugin }) => plugin.name === 'licences',
  )
  if (licences === undefined) throw new Error('the example has no plugin licences')
  return licences
}

/** Goes on to another page as a link does, in the document that is there: what has been loaded into it stays. */
export function goOn(page: Page, path: string): Promise<void> {
  return page.evaluate(
    `history.pushState(null, '', ${JSON.stringify(path)}); void dispatchEvent(new PopStateEvent('popstate'))`,
  )
}

/** Signs in as a person does. */
export async function signIn(page: Page, key: string): Promise<void> {
  await page.getByLabel('Owner key').fill(key)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

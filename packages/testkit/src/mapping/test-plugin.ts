import type { Decider } from '@rolecall/core/decider'
import type { PluginHost } from '@rolecall/core/host/plugin-host'
import { startPlugins } from '@rolecall/core/host/start-plugins'
import type { PluginEntry } from '@rolecall/core/host/plugin-entry'
import type { PanelContent } from '@rolecall/core/plugin/panel-content'
import type { Plugin } from '@rolecall/core/plugin/plugin'
import { standardResourceTypes, type ResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import { createDecider } from '@rolecall/rules/create-decider'
import { toVocabulary } from '@rolecall/rules/vocabulary'

import {
  askPanel,
  askRoute,
  toTestContext,
  type PanelQuestion,
  type RouteQuestion,
  type RouteReply,
} from './ask-plugin.ts'

/** A plugin with its part of the configuration, as the configuration file gives it. */
export interface PluginUnderTest {
  readonly plugin: Plugin
  readonly config?: unknown
}

export interface PluginTester {
  /** Calls the plugins' hooks, in the order in which they were given. */
  readonly host: PluginHost
  /** Compiles mappings with what they contribute. */
  readonly decider: Decider
  /** What a panel, named `plugin/panel`, shows of a directory in memory. */
  readonly readPanel: (name: string, question?: PanelQuestion) => Promise<PanelContent>
  /** What a route, `GET /plugins/licences/counts`, answers of a directory in memory. */
  readonly callRoute: (request: string, question?: RouteQuestion) => Promise<RouteReply>
  readonly close: () => Promise<void>
}

/**
 * Starts plugins as a server does, without one: their configuration is checked, they are set up one by one, and what they
 * contribute is held against each other. Throws ConfigurationError with every mistake, PluginError.
 */
export async function testPlugin(
  plugins: readonly PluginUnderTest[],
  resourceTypes: ResourceTypes = standardResourceTypes,
): Promise<PluginTester> {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const entries = plugins.map(({ config, plugin }): PluginEntry => ({ plugin, config, origin: plugin.name }))
  const host = await startPlugins(entries, { log: () => log, resourceTypes })
  const decider = createDecider({ ...toVocabulary(host), resourceTypes })
  return {
    host,
    decider,
    readPanel: (name, question = {}) => askPanel(host, name, question),
    callRoute: (request, { body, ...directory } = {}) => askRoute(host, request, { ...toTestContext(directory), body }),
    close: () => host.close(),
  }
}

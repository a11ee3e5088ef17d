import type { HookReader, TransactionContext } from '../../plugin/contexts.ts'
import type { Contributions, Hooks } from '../../plugin/contributions.ts'
import { definePlugin, type Plugin, type PluginLog } from '../../plugin/plugin.ts'
import type { StandardSchema } from '../../plugin/standard-schema.ts'
import { Tolerances } from '../../scim/tolerance.ts'
import type { StartOptions } from '../start-plugins.ts'
import type { PluginEntry } from '../plugin-entry.ts'

/** A schema that accepts everything. */
export const anything: StandardSchema<unknown> = {
  '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) },
}

/** A schema that refuses everything, with these issues. */
export function refusing(...issues: { message: string; path?: (string | number)[] }[]): StandardSchema<unknown> {
  return { '~standard': { version: 1, vendor: 'test', validate: () => ({ issues }) } }
}

/** A plugin that contributes what it is told. */
export function makePlugin(name: string, contributions: Contributions = {}, rest: Partial<Plugin> = {}): Plugin {
  return definePlugin({ name, apiVersion: 1, config: anything, setup: () => contributions, ...rest })
}

/** Plugins as the configuration would name them, one a line. */
export function toEntries(...plugins: readonly Plugin[]): readonly PluginEntry[] {
  return plugins.map((plugin, index) => ({ plugin, config: undefined, origin: `rolecall.config.yaml:${index + 2}:5` }))
}

export function hooksOf(name: string, hooks: Hooks): Plugin {
  return makePlugin(name, { hooks })
}

/** A log that remembers, by plugin. */
export function createLog(): { readonly lines: string[]; readonly log: StartOptions['log'] } {
  const lines: string[] = []
  const write = (plugin: string, level: string) => (message: string) =>
    void lines.push(`${plugin} ${level}: ${message}`)
  const log = (plugin: string): PluginLog => ({
    info: write(plugin, 'info'),
    warn: write(plugin, 'warn'),
    error: write(plugin, 'error'),
  })
  return { lines, log }
}

const emptyReader: HookReader = {
  findUser: async () => undefined,
  findUserByUserName: async () => undefined,
  findUsersByExternalId: async () => [],
  listGroupsOf: async () => [],
}

export function makeContext(reader: Partial<HookReader> = {}): TransactionContext {
  return {
    organizationId: 'org',
    tolerances: new Tolerances(),
    now: '2026-01-01T00:00:00.000Z',
    userNameMutable: false,
    reader: { ...emptyReader, ...reader },
  }
}

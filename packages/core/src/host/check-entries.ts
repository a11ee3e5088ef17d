import { ConfigurationError } from '../errors.ts'
import type { StandardIssue } from '../plugin/standard-schema.ts'
import type { Plugin } from '../plugin/plugin.ts'
import type { Issue } from '../scim/errors.ts'
import { texts } from './check-shape.ts'
import type { PluginEntry } from './plugin-entry.ts'

/** A plugin with its configuration as its schema answers it, defaults filled in. */
export interface CheckedEntry {
  readonly plugin: Plugin
  readonly config: unknown
}

const pluginName = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

/** Checks everything that is known before anything runs. Throws ConfigurationError with every mistake. */
export async function checkEntries(entries: readonly PluginEntry[]): Promise<readonly CheckedEntry[]> {
  const { checked, issues } = await inspectEntries(entries)
  if (issues.length > 0) throw new ConfigurationError('The configuration of the plugins is wrong', issues)
  return checked
}

/** The same, with every mistake beside the plugins that can be set up. */
export async function inspectEntries(
  entries: readonly PluginEntry[],
): Promise<{ readonly checked: readonly CheckedEntry[]; readonly issues: readonly Issue[] }> {
  const issues: Issue[] = []
  const checked: CheckedEntry[] = []
  for (const [index, entry] of entries.entries()) {
    const mistakes = checkPlugin(entry, entries.slice(0, index), entries)
    const result = await checkConfig(entry)
    issues.push(...mistakes)
    if ('issues' in result) issues.push(...result.issues)
    else if (mistakes.length === 0) checked.push({ plugin: entry.plugin, config: result.config })
  }
  return { checked, issues }
}

function checkPlugin(
  { plugin, origin }: PluginEntry,
  before: readonly PluginEntry[],
  entries: readonly PluginEntry[],
): readonly Issue[] {
  const { name, apiVersion, requires = [] } = plugin
  const messages: string[] = []
  if (typeof plugin.setup !== 'function') messages.push("'setup' of the plugin must be a function")
  if (!texts.fits(requires)) messages.push("'requires' of the plugin must be a list of names")
  if (!pluginName.test(name)) messages.push(`'${name}' is no name for a plugin: lower case with hyphens`)
  if (apiVersion !== 1)
    messages.push(`the plugin was made for version ${String(apiVersion)} of the plugin API; this is version 1`)
  const twin = before.find((other) => other.plugin.name === name)
  if (twin !== undefined) messages.push(`the plugin is configured already (${twin.origin})`)
  for (const required of texts.fits(requires) ? requires : []) {
    if (!entries.some((other) => other.plugin.name === required))
      messages.push(`the plugin requires '${required}', which is not configured`)
  }
  return messages.map((message) => ({ path: toPath(origin, name, []), message }))
}

async function checkConfig({
  plugin,
  config,
  origin,
}: PluginEntry): Promise<{ readonly config: unknown } | { readonly issues: readonly Issue[] }> {
  if (!isSchema(plugin.config)) {
    const message = "'config' of the plugin must be a Standard Schema; noConfig of rolecall/plugin for none"
    return { issues: [{ path: toPath(origin, plugin.name, []), message }] }
  }
  try {
    const result = await plugin.config['~standard'].validate(config)
    if (result.issues === undefined) return { config: result.value }
    return {
      issues: result.issues.map(({ path = [], message }) => ({ path: toPath(origin, plugin.name, path), message })),
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return {
      issues: [
        { path: toPath(origin, plugin.name, []), message: `the configuration could not be checked: ${message}` },
      ],
    }
  }
}

function isSchema(config: Partial<Plugin['config']> | undefined): boolean {
  return typeof config?.['~standard']?.validate === 'function'
}

/** `rolecall.config.yaml:3:5 entra.attributeMappings[0].target` */
function toPath(origin: string, name: string, path: NonNullable<StandardIssue['path']>): string {
  const keys = path.map((part) => (typeof part === 'object' ? part.key : part))
  return `${origin} ${name}${keys.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')}`
}

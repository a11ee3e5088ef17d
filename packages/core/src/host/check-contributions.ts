import type { Contributions } from '../plugin/contributions.ts'
import type { Issue } from '../scim/errors.ts'
import { isJsonObject } from '../scim/resource/resource-data.ts'
import { checkHooks } from './check-hooks.ts'
import { checkPanels } from './check-panels.ts'
import { checkRoutes } from './check-routes.ts'
import { checkShape } from './check-shape.ts'
import { checkWords, namesOf, wordKinds } from './check-words.ts'
import { contributions as contributionsShape, provider as providerShape } from './contribution-shapes.ts'
import type { ReadyPlugin } from './hook-list.ts'

/** Everything that is wrong with what plugins contribute: each by itself, and several together. */
export function checkContributions(plugins: readonly ReadyPlugin[]): readonly Issue[] {
  const own = plugins.flatMap(({ contributions, name }) =>
    checkPlugin(name, contributions).map((message) => ({ path: name, message })),
  )
  return [...findTwice(plugins), ...findOneSource(plugins), ...own]
}

function checkPlugin(name: string, contributions: Contributions): readonly string[] {
  const { hooks, panels, provider, routes } = contributions
  return [
    ...checkShape(contributions, 'the answer of setup', contributionsShape),
    ...checkWords(contributions),
    ...(isJsonObject(hooks) ? checkHooks(hooks) : []),
    ...(isJsonObject(provider) ? checkShape(provider, 'the provider', providerShape) : []),
    ...(Array.isArray(panels) ? checkPanels(panels) : []),
    ...(Array.isArray(routes) ? checkRoutes(routes) : []),
  ]
}

/** What a hook says and what the rules of a section give are told apart by the names of plugin and section. */
function findOneSource(plugins: readonly ReadyPlugin[]): readonly Issue[] {
  const deciding = new Set(plugins.filter(decides).map(({ name }) => name))
  const sections = wordKinds.filter(({ what }) => what === 'section')
  return plugins.flatMap(({ contributions, name }) =>
    sections
      .flatMap((kind) => namesOf(kind, contributions))
      .filter((section) => deciding.has(section))
      .map((section) => ({ path: name, message: toOneSource(section) })),
  )
}

function decides({ contributions: { hooks } }: ReadyPlugin): boolean {
  return isJsonObject(hooks) && hooks['change.decide'] !== undefined
}

function toOneSource(section: string): string {
  return `the section '${section}' and the hook change.decide of the plugin '${section}' would give by one name; call the section otherwise`
}

/** What is known by a name that only one plugin can have. */
function findTwice(plugins: readonly ReadyPlugin[]): readonly Issue[] {
  return wordKinds.flatMap((kind) => {
    const owners = new Map<string, string>()
    return plugins.flatMap(({ contributions, name: plugin }) =>
      namesOf(kind, contributions).flatMap((name): readonly Issue[] => {
        const key = kind.caseExact ? name : name.toLowerCase()
        const owner = owners.get(key)
        if (owner === undefined) owners.set(key, plugin)
        return owner === undefined ? [] : [{ path: plugin, message: toTwice(kind.what, name, owner) }]
      }),
    )
  })
}

function toTwice(what: string, name: string, owner: string): string {
  const described = what === 'section' ? `section '${name}' of the mapping` : `${what} '${name}'`
  return `the ${described} is contributed by '${owner}' already`
}

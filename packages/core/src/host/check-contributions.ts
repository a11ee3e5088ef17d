import { hookPoints } from '../plugin/hook-points.ts'
import type { Issue } from '../scim/errors.ts'
import type { ReadyPlugin } from './hook-list.ts'

/** What plugins contribute twice, and hook points that there are not. */
export function checkContributions(plugins: readonly ReadyPlugin[]): readonly Issue[] {
  const sections = plugins.flatMap(({ name, contributions }) =>
    (contributions.mappings ?? []).map(({ section }) => ({
      plugin: name,
      what: `section '${section}' of the mapping`,
    })),
  )
  const operators = plugins.flatMap(({ name, contributions }) =>
    (contributions.operators ?? []).map((operator) => ({ plugin: name, what: `operator '${operator.name}'` })),
  )
  return [...findTwice(sections), ...findTwice(operators), ...plugins.flatMap(findUnknownHooks)]
}

interface Contribution {
  readonly plugin: string
  readonly what: string
}

function findTwice(contributions: readonly Contribution[]): readonly Issue[] {
  const owners = new Map<string, string>()
  const issues: Issue[] = []
  for (const { plugin, what } of contributions) {
    const owner = owners.get(what)
    if (owner === undefined) owners.set(what, plugin)
    else issues.push({ path: plugin, message: `the ${what} is contributed by '${owner}' already` })
  }
  return issues
}

function findUnknownHooks({ name, contributions }: ReadyPlugin): readonly Issue[] {
  const unknown = Object.keys(contributions.hooks ?? {}).filter((hook) => !Object.hasOwn(hookPoints, hook))
  return unknown.map((hook) => ({
    path: name,
    message: `there is no hook point '${hook}' (${Object.keys(hookPoints).join(', ')})`,
  }))
}

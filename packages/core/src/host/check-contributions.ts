import type { Contributions } from '../plugin/contributions.ts'
import { hookPoints } from '../plugin/hook-points.ts'
import type { Issue } from '../scim/errors.ts'
import { checkPanels } from './check-panels.ts'
import { checkRoutes } from './check-routes.ts'
import type { ReadyPlugin } from './hook-list.ts'

/** What plugins contribute twice, hook points that there are not, and panels and routes that can't be served. */
export function checkContributions(plugins: readonly ReadyPlugin[]): readonly Issue[] {
  const twice = named.flatMap(({ what, namesOf }) =>
    findTwice(
      plugins.flatMap(({ name: plugin, contributions }) =>
        namesOf(contributions).map((name) => ({ plugin, what: what(name) })),
      ),
    ),
  )
  return [...twice, ...plugins.flatMap((plugin) => [...findUnknownHooks(plugin), ...findWrongAnswers(plugin)])]
}

/** What is known by a name that only one plugin can have. */
const named: readonly {
  readonly what: (name: string) => string
  readonly namesOf: (contributions: Contributions) => readonly string[]
}[] = [
  {
    what: (name) => `section '${name}' of the mapping`,
    namesOf: ({ mappings = [] }) => mappings.map(({ section }) => section),
  },
  { what: (name) => `fact '${name}'`, namesOf: ({ facts = [] }) => facts.map(({ name }) => name) },
  { what: (name) => `operator '${name}'`, namesOf: ({ operators = [] }) => operators.map(({ name }) => name) },
  { what: (name) => `effect '${name}'`, namesOf: ({ effects = [] }) => effects.map(({ type }) => type) },
]

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

function findWrongAnswers({ name, contributions: { panels = [], routes = [] } }: ReadyPlugin): readonly Issue[] {
  return [...checkPanels(panels), ...checkRoutes(routes)].map((message) => ({ path: name, message }))
}

function findUnknownHooks({ name, contributions }: ReadyPlugin): readonly Issue[] {
  const unknown = Object.keys(contributions.hooks ?? {}).filter((hook) => !Object.hasOwn(hookPoints, hook))
  return unknown.map((hook) => ({
    path: name,
    message: `there is no hook point '${hook}' (${Object.keys(hookPoints).join(', ')})`,
  }))
}

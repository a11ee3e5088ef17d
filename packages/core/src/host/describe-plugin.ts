import type { ReadyPlugin } from './hook-list.ts'

/** What there is of a plugin, for people: each contribution by its word, with what it says of itself. */
export interface PluginDescription {
  readonly name: string
  readonly contributions: readonly Contribution[]
}

export type ContributionKind = 'provider' | 'section' | 'fact' | 'operator' | 'effect' | 'hook' | 'panel' | 'route'

export const contributionKinds: readonly ContributionKind[] = [
  'provider',
  'section',
  'fact',
  'operator',
  'effect',
  'hook',
  'panel',
  'route',
]

export interface Contribution {
  readonly kind: ContributionKind
  readonly name: string
  /** In the words of the plugin; `null` where it says nothing. */
  readonly summary: string | null
}

/** Says what a plugin that runs contributes. */
export function describePlugin({ contributions, name: plugin }: ReadyPlugin): PluginDescription {
  const {
    effects = [],
    facts = [],
    hooks = {},
    mappings = [],
    operators = [],
    panels = [],
    provider,
    routes = [],
  } = contributions
  const described: Contribution[] = [
    ...(provider === undefined ? [] : [toContribution('provider', provider.title, null)]),
    ...mappings.map(({ section, summary }) => toContribution('section', section, summary)),
    ...facts.map(({ name, summary }) => toContribution('fact', name, summary)),
    ...operators.map(({ name, summary = null }) => toContribution('operator', name, summary)),
    ...effects.map(({ effect, summary }) => toContribution('effect', effect, summary)),
    ...Object.keys(hooks).map((name) => toContribution('hook', name, null)),
    ...panels.map(({ summary, title }) => toContribution('panel', title, summary)),
    ...routes.map(({ method, path, summary }) => toContribution('route', toRouteName(plugin, method, path), summary)),
  ]
  return Object.freeze({ name: plugin, contributions: Object.freeze(described) })
}

function toContribution(kind: ContributionKind, name: string, summary: string | null): Contribution {
  return Object.freeze({ kind, name, summary })
}

function toRouteName(plugin: string, method: string, path: string): string {
  return `${method} /plugins/${plugin}${path === '/' ? '' : path}`
}

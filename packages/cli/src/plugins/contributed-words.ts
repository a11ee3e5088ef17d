import type { Contributions } from '@rolecall/core/plugin/contributions'

/** What a plugin contributes, by name, as a list or a check shows it. */
export interface ContributedWords {
  readonly sections: readonly string[]
  readonly facts: readonly string[]
  readonly operators: readonly string[]
  readonly effects: readonly string[]
  readonly hooks: readonly string[]
  /** The title of the provider whose dialect it speaks. */
  readonly dialects: readonly string[]
  readonly panels: readonly string[]
  readonly routes: readonly string[]
}

export function toContributedWords(
  plugin: string,
  {
    effects = [],
    facts = [],
    hooks = {},
    mappings = [],
    operators = [],
    panels = [],
    provider,
    routes = [],
  }: Contributions,
): ContributedWords {
  return {
    sections: mappings.map(({ section }) => section),
    facts: facts.map(({ name }) => name),
    operators: operators.map(({ name }) => name),
    effects: effects.map(({ type }) => type),
    hooks: Object.keys(hooks),
    dialects: provider === undefined ? [] : [provider.title],
    panels: panels.map(({ name }) => name),
    routes: routes.map(({ method, path }) => `${method} /plugins/${plugin}${path === '/' ? '' : path}`),
  }
}

/** `facts: emailDomain; routes: GET /plugins/licences/counts` */
export function toLine(words: ContributedWords): string {
  const parts = Object.entries(words).filter(([, names]: [string, readonly string[]]) => names.length > 0)
  return parts.map(([kind, names]: [string, readonly string[]]) => `${kind}: ${names.join(', ')}`).join('; ')
}

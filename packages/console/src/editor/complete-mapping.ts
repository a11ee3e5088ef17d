import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'

import { placeInYaml, type Place } from './place-in-yaml.ts'
import { schemasAt } from './schemas-at.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Completes keys and values by the schema, and names by what the organization has. */
export function completeMapping(vocabulary: () => Promise<Vocabulary>) {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const place = placeInYaml(context.state.doc.sliceString(0, context.pos).split('\n'))
    if (place === null || (place.typed === '' && place.kind === 'key' && !context.explicit)) return null
    const options = place.kind === 'key' ? keysAt(await vocabulary(), place) : valuesAt(await vocabulary(), place)
    return options.length === 0 ? null : { from: context.pos - place.typed.length, options, validFor: /^[^\n,}]*$/ }
  }
}

export function keysAt({ schema }: Pick<Vocabulary, 'schema'>, { path }: Place): Completion[] {
  const found = new Map<string, Completion>()
  for (const { properties = {} } of schemasAt(schema, path)) {
    for (const [label, { description }] of Object.entries(properties)) {
      if (!found.has(label))
        found.set(label, { label, apply: `${label}: `, type: 'property', ...(description && { info: description }) })
    }
  }
  return [...found.values()]
}

/** Keys whose values are names of the organization's own. */
const names: Readonly<Record<string, (vocabulary: Vocabulary) => readonly string[]>> = {
  scimGroup: ({ groups }) => groups,
  groups: ({ groups }) => groups,
  teamId: ({ teams }) => teams,
  authoritative: ({ teams }) => teams,
  teamMemberRole: ({ teamRoles }) => teamRoles,
  organizationRole: () => ['Owner', 'Member'],
}

export function valuesAt(vocabulary: Vocabulary, { path }: Place): Completion[] {
  const key = path.findLast((part) => part !== '*') ?? ''
  const own = Object.hasOwn(names, key) ? (names[key]?.(vocabulary) ?? []) : []
  const listed = schemasAt(vocabulary.schema, path).flatMap((schema) => [
    ...(schema.enum ?? []),
    ...(schema.const === undefined ? [] : [schema.const]),
  ])
  return [
    ...new Set([
      ...own.map((name) => quoteIfNeeded(name)),
      ...listed.map((value) => JSON.stringify(value).replace(/^"(.*)"$/, '$1')),
    ]),
  ].map((label) => ({ label, type: 'constant' }))
}

/** A name that YAML would read as something else is quoted. */
function quoteIfNeeded(name: string): string {
  return /^[A-Za-z_][\w .@/-]*$/.test(name) && !/^(?:true|false|null|yes|no|on|off)$/i.test(name) && !name.endsWith(' ')
    ? name
    : JSON.stringify(name)
}

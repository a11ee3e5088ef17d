import { Engine } from 'json-rules-engine'
import type { Json, ResourceData } from '@rolecall/core/scim/resource/resource-data'
import { toKey } from '@rolecall/core/scim/resource/to-key'
import type { Operators } from '../condition/operators.ts'
import { valuesAt, type UserPath } from '../condition/user-path.ts'
import type { CompiledRule } from './compiled-rule.ts'

/** What one person's rules are decided from. */
export interface Facts {
  /** Folded names of the mapping whose groups the person is in. */
  readonly groups: ReadonlySet<string>
  readonly user: ResourceData | null
}

/** What conditions are evaluated with. */
export interface EngineParts {
  readonly operators: Operators
  readonly paths: ReadonlyMap<string, UserPath>
}

/** The same user under two names: values as sent, and values as comparison keys. */
interface UserFact {
  readonly user: ResourceData
  readonly form: 'sent' | 'keys'
}

/**
 * Runs json-rules-engine over the rules; those that fired, in the order of the document (the engine
 * answers in the order of completion). Each run has an engine of its own, because one engine with two
 * runs at a time skips rules silently; making it takes a tenth of a run.
 */
export async function runEngine(
  rules: readonly CompiledRule[],
  facts: Facts,
  { operators, paths }: EngineParts,
): Promise<readonly CompiledRule[]> {
  if (rules.length === 0) return []
  const engine = new Engine([], { pathResolver: (fact, path) => resolvePath(fact as UserFact, getPath(paths, path)) })
  engine.addOperator('inGroup', (groups: ReadonlySet<string>, name: string) => groups.has(name))
  for (const [name, evaluate] of operators) engine.addOperator(name, evaluate)
  rules.forEach(({ condition }, index) =>
    engine.addRule({ conditions: condition.conditions, event: { type: String(index) } }),
  )
  const { events } = await engine.run(toEngineFacts(facts))
  const fired = events.map(({ type }) => rules[Number(type)] as CompiledRule)
  return fired.sort((a, b) => a.order - b.order)
}

function toEngineFacts({ groups, user }: Facts): Record<string, unknown> {
  if (user === null) return { groups }
  return { groups, user: { user, form: 'sent' } satisfies UserFact, keys: { user, form: 'keys' } satisfies UserFact }
}

function resolvePath({ user, form }: UserFact, path: UserPath): readonly Json[] {
  const values = valuesAt(user, path)
  return form === 'sent' ? values : values.map((value) => toKey(path.leaf, value)).filter((key) => key !== undefined)
}

function getPath(paths: EngineParts['paths'], text: string): UserPath {
  const path = paths.get(text)
  if (path === undefined) throw new Error(`The path '${text}' was not compiled`)
  return path
}

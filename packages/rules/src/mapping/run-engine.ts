import { Engine, type EngineResult } from 'json-rules-engine'
import type { Json } from '@rolecall/core/scim/resource/resource-data'
import { toKey } from '@rolecall/core/scim/resource/to-key'
import type { SourceFact } from '../condition/engine-facts.ts'
import type { TopLevelCondition } from '../condition/engine-types.ts'
import type { FactPath } from '../condition/fact-path.ts'
import type { Operators } from '../condition/operators.ts'
import { createPace } from '../steps.ts'

/** What conditions are evaluated with. */
export interface EngineParts {
  readonly operators: Operators
  readonly paths: ReadonlyMap<string, FactPath>
}

/**
 * Runs json-rules-engine over conditions; whether each holds. Each run has an engine of its own, because one engine with
 * two runs at a time skips rules silently.
 */
export async function runEngine(
  conditions: readonly TopLevelCondition[],
  facts: Record<string, unknown>,
  parts: EngineParts,
): Promise<readonly boolean[]> {
  const holds = Array.from(conditions, () => false)
  await runInParts(conditions, facts, parts, ({ events }, start) => {
    for (const { type } of events) holds[start + Number(type)] = true
  })
  return holds
}

/** Conditions of one run: the engine gives nobody else a turn before its end. */
export const conditionsInPart = 100

/** Runs the engine over some conditions after others; what else the process does has its turn between them. */
export async function runInParts(
  conditions: readonly TopLevelCondition[],
  facts: Record<string, unknown>,
  parts: EngineParts,
  take: (result: EngineResult, start: number) => void,
): Promise<void> {
  const giveWay = createPace()
  for (let start = 0; start < conditions.length; start += conditionsInPart) {
    if (start > 0) await giveWay()
    take(await createEngine(conditions.slice(start, start + conditionsInPart), parts).run(facts), start)
  }
}

/** An engine with a rule for each condition, whose event is its index. */
function createEngine(conditions: readonly TopLevelCondition[], { operators, paths }: EngineParts): Engine {
  const engine = new Engine([], { pathResolver: (fact, path) => resolvePath(fact as SourceFact, getPath(paths, path)) })
  for (const [name, evaluate] of operators) engine.addOperator(name, evaluate)
  conditions.forEach((condition, index) => engine.addRule({ conditions: condition, event: { type: String(index) } }))
  return engine
}

/** The values that a comparison sees. */
export function resolvePath({ data, form }: SourceFact, path: FactPath): readonly Json[] {
  const values = path.valuesOf(data)
  return form === 'sent' ? values : values.map((value) => toKey(path.leaf, value)).filter((key) => key !== undefined)
}

export function getPath(paths: EngineParts['paths'], key: string): FactPath {
  const path = paths.get(key)
  if (path === undefined) throw new Error(`The path '${key}' was not compiled`)
  return path
}

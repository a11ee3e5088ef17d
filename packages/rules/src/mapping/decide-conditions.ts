import type { TopLevelCondition } from '../condition/engine-types.ts'
import { createPace } from '../steps.ts'
import { isSatisfied } from './is-satisfied.ts'
import { conditionsInPart, runEngine, type EngineParts } from './run-engine.ts'

/**
 * Whether each of these conditions holds. A run of json-rules-engine copies the condition, and takes twenty times as long as
 * the comparisons in it; so they are made without one, unless something throws: then the engine says what.
 */
export async function decideConditions(
  conditions: readonly TopLevelCondition[],
  facts: Record<string, unknown>,
  parts: EngineParts,
): Promise<readonly boolean[]> {
  const holds: boolean[] = []
  const giveWay = createPace()
  try {
    for (const condition of conditions) {
      if (holds.length > 0 && holds.length % conditionsInPart === 0) await giveWay()
      holds.push(isSatisfied(condition, facts, parts))
    }
    return holds
  } catch {
    return runEngine(conditions, facts, parts)
  }
}

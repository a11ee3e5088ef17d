import { isTopLevel, type NestedCondition, type TopLevelCondition } from '../condition/engine-types.ts'
import { isOwnOperator } from '../condition/operators.ts'
import { createPace } from '../steps.ts'
import { isSatisfied } from './is-satisfied.ts'
import { conditionsInPart, runEngine, type EngineParts } from './run-engine.ts'

/**
 * Whether json-rules-engine says that each of these conditions holds. A run of it copies the condition, and takes twenty times
 * as long as the comparisons in it; so it is not asked of those whose comparisons refuse them, which are nearly all. What a
 * plugin computes is left to it alone, so that it is computed once.
 */
export async function decideConditions(
  conditions: readonly TopLevelCondition[],
  facts: Record<string, unknown>,
  parts: EngineParts,
): Promise<readonly boolean[]> {
  const asked: number[] = []
  const giveWay = createPace()
  for (const [index, condition] of conditions.entries()) {
    if (index > 0 && index % conditionsInPart === 0) await giveWay()
    if (mayHold(condition, facts, parts)) asked.push(index)
  }
  const holds = Array.from(conditions, () => false)
  if (asked.length === 0) return holds
  const toAsk = asked.map((index) => conditions[index] as TopLevelCondition)
  const said = await runEngine(toAsk, facts, parts)
  for (const [place, index] of asked.entries()) holds[index] = said[place] === true
  return holds
}

/** Where something throws, the engine says what. */
function mayHold(condition: TopLevelCondition, facts: Record<string, unknown>, parts: EngineParts): boolean {
  if (!isOurs(condition, parts)) return true
  try {
    return isSatisfied(condition, facts, parts)
  } catch {
    return true
  }
}

const ours = new WeakMap<TopLevelCondition, boolean>()

/** Whether no plugin has a word in it. */
function isOurs(condition: TopLevelCondition, { paths }: EngineParts): boolean {
  const known = ours.get(condition)
  if (known !== undefined) return known
  const answer = leavesOf(condition).every((leaf) => {
    const { operator = '', path, value } = leaf as Leaf
    const looked = [path, value?.path].filter((key) => key !== undefined)
    return isOwnOperator(operator) && looked.every((key) => paths.get(key)?.attribute !== null)
  })
  ours.set(condition, answer)
  return answer
}

interface Leaf {
  readonly operator?: string
  readonly path?: string
  /** Of a comparison with another attribute. */
  readonly value?: { readonly path?: string } | null
}

function leavesOf(condition: NestedCondition): readonly NestedCondition[] {
  if (!isTopLevel(condition)) return [condition]
  if ('all' in condition) return condition.all.flatMap(leavesOf)
  if ('any' in condition) return condition.any.flatMap(leavesOf)
  return 'not' in condition ? leavesOf(condition.not) : []
}

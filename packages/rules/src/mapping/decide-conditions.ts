import { isTopLevel, type NestedCondition, type TopLevelCondition } from '../condition/engine-types.ts'
import { isOwnOperator } from '../condition/operators.ts'
import { createPace } from '../steps.ts'
import { isSatisfied } from './is-satisfied.ts'
import { conditionsInPart, runEngine, type EngineParts } from './run-engine.ts'

type Facts = Record<string, unknown>

/**
 * Whether json-rules-engine says that each of these conditions holds, at once where it need not be asked. A run of it copies
 * the condition, and takes twenty times as long as the comparisons in it; so it is not asked of those whose comparisons refuse
 * them, which are nearly all. What a plugin computes is left to it alone, so that it is computed once.
 */
export function decideConditions(
  conditions: readonly TopLevelCondition[],
  facts: Facts,
  parts: EngineParts,
): readonly boolean[] | Promise<readonly boolean[]> {
  if (conditions.length > conditionsInPart) return decideInTurns(conditions, facts, parts)
  const refused = conditions.map((condition) => !mayHold(condition, facts, parts))
  return refused.includes(false) ? askEngine(conditions, refused, facts, parts) : refused.map(() => false)
}

/** What else the process does has its turn between them. */
async function decideInTurns(
  conditions: readonly TopLevelCondition[],
  facts: Facts,
  parts: EngineParts,
): Promise<readonly boolean[]> {
  const holds: boolean[] = []
  const giveWay = createPace()
  for (let start = 0; start < conditions.length; start += conditionsInPart) {
    if (start > 0) await giveWay()
    holds.push(...(await decideConditions(conditions.slice(start, start + conditionsInPart), facts, parts)))
  }
  return holds
}

async function askEngine(
  conditions: readonly TopLevelCondition[],
  refused: readonly boolean[],
  facts: Facts,
  parts: EngineParts,
): Promise<readonly boolean[]> {
  const asked = conditions.filter((_condition, index) => refused[index] !== true)
  const said = (await runEngine(asked, facts, parts)).values()
  return refused.map((isRefused) => !isRefused && said.next().value === true)
}

/** Where something throws, the engine says what. */
function mayHold(condition: TopLevelCondition, facts: Facts, parts: EngineParts): boolean {
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

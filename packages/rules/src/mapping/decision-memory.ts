import type { CompiledRule } from './compiled-rule.ts'

/** Which rules fired for an input; one memory for all mappings of a process. */
export interface DecisionMemory {
  /** What `decide` answered for an equal input of the same owner, or its answer now. */
  recall(owner: number, input: string, decide: () => Promise<readonly CompiledRule[]>): Promise<readonly CompiledRule[]>
  /** A new owner: its inputs are its own. */
  newOwner(): number
}

/** Inputs that are remembered, of all organizations together. */
const capacity = 20_000
/** Longer inputs are decided each time: they hardly come again, and memory is bounded. */
const longestInput = 2_000

/** The inputs that were used last; equal inputs at the same time are decided once. */
export function createDecisionMemory(): DecisionMemory {
  const decisions = new Map<string, Promise<readonly CompiledRule[]>>()
  let owners = 0
  return {
    newOwner: () => (owners += 1),
    recall(owner, input, decide) {
      if (input.length > longestInput) return decide()
      const key = `${owner} ${input}`
      const known = decisions.get(key)
      if (known !== undefined) decisions.delete(key)
      const decision = known ?? decide()
      decisions.set(key, decision)
      if (known === undefined) decision.catch(() => decisions.delete(key))
      if (decisions.size > capacity) decisions.delete(decisions.keys().next().value as string)
      return decision
    },
  }
}

import type { CompiledCondition } from '../condition/compile-condition.ts'
import type { FactPath } from '../condition/fact-path.ts'
import type { ConditionPart } from './compiled-rule.ts'

/** What a part looks at of all groups of a person. */
export type ReadSet = Pick<CompiledCondition, 'looksAtSet' | 'setIds' | 'setNames'>

/** What some parts look at, all of them at the same. */
export interface Reading {
  /** Unique within the process: what was decided is remembered under it. */
  readonly number: number
  readonly paths: readonly FactPath[]
  readonly looksAtName: boolean
  /** `null` where the person's groups don't matter. */
  readonly set: ReadSet | null
  /** Whether it needs the membership at hand. */
  readonly looksAtMembership: boolean
}

/**
 * What the parts of one mapping look at. Five hundred conditions on a title are one reading: the title is read once for
 * all of them, and a condition on the `userName` makes no input distinct but its own.
 */
export class Readings {
  readonly #nextNumber: () => number
  readonly #ofParts = new WeakMap<ConditionPart, Reading>()
  readonly #alike = new Map<string, Reading>()

  constructor(nextNumber: () => number) {
    this.#nextNumber = nextNumber
  }

  of(part: ConditionPart): Reading {
    const known = this.#ofParts.get(part)
    if (known !== undefined) return known
    const key = keyOf(part.condition)
    const reading = this.#alike.get(key) ?? toReading(part.condition, this.#nextNumber())
    this.#alike.set(key, reading)
    this.#ofParts.set(part, reading)
    return reading
  }
}

function keyOf(condition: CompiledCondition): string {
  const { looksAtSet, paths, setIds, setNames } = condition
  const set = looksAtSet ? 'all' : [[...setNames].sort(), [...setIds].sort()]
  return JSON.stringify([[...paths.keys()].sort(), looksAtName(condition), set])
}

function toReading(condition: CompiledCondition, number: number): Reading {
  const { looksAtSet, paths, setIds, setNames } = condition
  const readsSet = looksAtSet || setNames.size > 0 || setIds.size > 0
  return {
    number,
    paths: [...paths.values()],
    looksAtName: looksAtName(condition),
    set: readsSet ? { looksAtSet, setIds, setNames } : null,
    looksAtMembership: looksAtName(condition) || [...paths.values()].some(({ of }) => of !== 'user'),
  }
}

function looksAtName({ ids, names, patterns }: CompiledCondition): boolean {
  return names.size > 0 || ids.size > 0 || patterns.size > 0
}

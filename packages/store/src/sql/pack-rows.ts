import type { Parameter } from './parameter.ts'

type Value = string | number | null

/** Values that a row begins with, one level for each column; where all have been followed, the place of what they are. */
interface Combination {
  readonly next: Map<Value, Combination>
  place: number | null
}

/**
 * Rows of which many have most values in common, as the two parameters of `fromPackedRows`: each combination of shared
 * values once, and of each row the place of its combination and its own values. A tenth of the text, and of the work to
 * read it.
 */
export function packRows<Name extends string>(
  own: readonly Name[],
  shared: readonly Name[],
  rows: readonly Readonly<Record<Name, Value>>[],
): readonly [shared: Parameter, own: Parameter] {
  const first = emptyCombination()
  const combinations: (readonly Value[])[] = []
  const packed = rows.map((row) => {
    const combination = shared.reduce((known, name) => follow(known, row[name]), first)
    combination.place ??= combinations.push(shared.map((name) => row[name])) - 1
    return [combination.place, ...own.map((name) => row[name])]
  })
  return [JSON.stringify(combinations), JSON.stringify(packed)]
}

function follow({ next }: Combination, value: Value): Combination {
  const known = next.get(value)
  if (known !== undefined) return known
  const combination = emptyCombination()
  next.set(value, combination)
  return combination
}

function emptyCombination(): Combination {
  return { next: new Map(), place: null }
}

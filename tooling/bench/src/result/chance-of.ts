/** Of more runs the newest so many count: there are 184,756 ways to deal out twenty. */
const most = 10

/**
 * How often values that are dealt out by chance to two sides would be as far apart in their ranks as these are, from 0 to 1: the exact
 * permutation test of Mann, Whitney and Wilcoxon, which asks nothing of how a noise is spread.
 */
export function chanceOf(one: readonly number[], other: readonly number[]): number {
  const [left, right] = [one.slice(-most), other.slice(-most)]
  const ranks = toRanks([...left, ...right])
  const middle = (left.length * (ranks.length + 1)) / 2
  const distance = Math.abs(sum(ranks.slice(0, left.length)) - middle)
  let [all, asFar] = [0, 0]
  for (const total of sumsOfChoices(ranks, left.length)) {
    all += 1
    if (Math.abs(total - middle) >= distance - 1e-9) asFar += 1
  }
  return asFar / all
}

/** The place of each in the order of all; those that are equal share theirs. */
function toRanks(values: readonly number[]): readonly number[] {
  const sorted = values.toSorted((left, right) => left - right)
  return values.map((value) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2 + 1)
}

/** The sum of every choice of so many. */
function* sumsOfChoices(values: readonly number[], count: number, from = 0, total = 0): Generator<number> {
  if (count === 0) return yield total
  for (let place = from; place <= values.length - count; place++)
    yield* sumsOfChoices(values, count - 1, place + 1, total + (values[place] ?? 0))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

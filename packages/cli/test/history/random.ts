/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** A whole number from 0 up to, but without, `limit`. */
  readonly below: (limit: number) => number
  readonly pick: <Item>(items: readonly Item[]) => Item
  /** Each item with the chance of one half. */
  readonly some: <Item>(items: readonly Item[]) => readonly Item[]
}

/** Mulberry32. */
export function createRandom(seed: number): Random {
  let state = seed | 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  return {
    below: (limit) => next() % limit,
    pick: (items) => {
      const item = items[next() % items.length]
      if (item === undefined) throw new RangeError('there is nothing to pick from')
      return item
    },
    some: (items) => items.filter(() => next() % 2 === 0),
  }
}

/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** From 0 up to, not including, `below`. */
  readonly integer: (below: number) => number
  readonly pick: <Item>(items: readonly Item[]) => Item
  /** `count` different items, or all of them. */
  readonly sample: <Item>(items: readonly Item[], count: number) => Item[]
  readonly uuid: () => string
}

/** Mulberry32: 32 bits of state, enough for test data, never for secrets. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const integer = (below: number): number => next() % below
  const hex = (digits: number): string => Array.from({ length: digits }, () => integer(16).toString(16)).join('')

  return {
    integer,
    pick: (items) => {
      const item = items[integer(items.length)]
      if (item === undefined) throw new RangeError('nothing to pick from')
      return item
    },
    sample: (items, count) => {
      const rest = [...items]
      return Array.from({ length: Math.min(count, rest.length) }, () => {
        const [item] = rest.splice(integer(rest.length), 1)
        return item as (typeof rest)[number]
      })
    },
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${(8 + integer(4)).toString(16)}${hex(3)}-${hex(12)}`,
  }
}

/** What the patterns of one text may come to together. */
export interface PatternAllowance {
  /** Whether there is room for one of so many steps; the same text is counted once. */
  take(text: string, steps: number): boolean
}

/** Steps of all patterns of a mapping: each takes a microsecond to make, and for each character of a group's name some nanoseconds. */
export const mostStepsOfAll = 100_000

export function createPatternAllowance(most = mostStepsOfAll): PatternAllowance {
  const taken = new Set<string>()
  let left = most
  return {
    take(text, steps) {
      if (taken.has(text)) return true
      if (steps > left) return false
      taken.add(text)
      left -= steps
      return true
    },
  }
}

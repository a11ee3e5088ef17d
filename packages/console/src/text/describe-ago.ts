import { commonText as text } from './common-text.ts'
import { formatAgo } from './locale.ts'

const units = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

/** How soon something is in so many seconds, or how long ago it was: as many units as are full, for of the next one nothing is over yet. */
export function describeAgo(seconds: number): string {
  for (const [unit, size] of units) if (Math.abs(seconds) >= size) return formatAgo(Math.trunc(seconds / size), unit)
  return seconds > 0 ? text.inAMoment : seconds > -10 ? text.justNow : text.aMomentAgo
}

import { BadRequest } from '@rolecall/core/scim/errors'

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const longest = 7 * 86_400_000

/** `10m` in milliseconds; `null` for never. Throws BadRequest. */
export function parseCommitWithin(text: string | null): number | null {
  if (text === null) return null
  const [, number, unit] = /^([1-9]\d{0,5})([smhd])$/.exec(text) ?? []
  const duration = Number(number) * (units[unit ?? ''] ?? Number.NaN)
  if (Number.isNaN(duration) || duration > longest) {
    throw new BadRequest('commitWithin must be a time such as 90s, 10m or 2h, at most 7d')
  }
  return duration
}

/** `true` and `false`, or `null` where nothing is said. Throws BadRequest. */
export function parseConfirm(text: string | null): boolean | null {
  if (text === null) return null
  if (text !== 'true' && text !== 'false') throw new BadRequest('confirm must be true or false')
  return text === 'true'
}

/** A version of the mapping. Throws BadRequest. */
export function parseVersion(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new BadRequest('A version of the mapping is a whole number from 0')
  return Number(text)
}

import type { Notice, StandingNotice } from '../directory/notice.ts'

/** What is to be told now, what has ended, and what stands then. */
export interface ComparedNotices {
  readonly raised: readonly StandingNotice[]
  readonly cleared: readonly StandingNotice[]
  readonly standing: readonly StandingNotice[]
}

/**
 * Holds what is so against what was told. Each is told once for each of its levels, however often this is asked: a clock that is
 * set back lowers a level, and what was told stands.
 */
export function compareNotices(
  found: readonly Notice[],
  told: readonly StandingNotice[],
  now: string,
): ComparedNotices {
  const before = new Map(told.map((notice) => [keyOf(notice), notice]))
  const raised: StandingNotice[] = []
  const standing: StandingNotice[] = []
  for (const notice of found) {
    const known = before.get(keyOf(notice))
    const same = known?.occurrence === notice.occurrence ? known : undefined
    if (same === undefined ? notice.level > 0 : notice.level > same.level) {
      raised.push({ ...notice, since: same?.since ?? now })
      standing.push({ ...notice, since: same?.since ?? now })
    } else if (same !== undefined) {
      standing.push(notice.level === 0 ? same : { ...notice, level: same.level, since: same.since })
    }
  }
  const stands = new Map(standing.map((notice) => [keyOf(notice), notice.occurrence]))
  return { raised, standing, cleared: told.filter((notice) => stands.get(keyOf(notice)) !== notice.occurrence) }
}

function keyOf({ code, subject }: Notice): string {
  return `${code} ${subject}`
}

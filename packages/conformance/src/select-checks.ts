import type { Check } from './check.ts'

export interface Selection {
  /** Parts of an id, a source or a title, any of which is enough; none for all. */
  readonly only: readonly string[]
  /** Providers whose checks are wanted beside those of the RFCs; none for all of them. */
  readonly providers: readonly string[]
}

/** The checks that fit a selection. Their order stays. */
export function selectChecks(checks: readonly Check[], { only, providers }: Selection): readonly Check[] {
  const words = only.map((word) => word.toLowerCase())
  return checks.filter((check) => {
    if (check.provider !== null && providers.length > 0 && !providers.includes(check.provider)) return false
    if (words.length === 0) return true
    const text = `${check.id} ${check.source} ${check.title}`.toLowerCase()
    return words.some((word) => text.includes(word))
  })
}

import { toReference, type Check, type Profile } from './check.ts'

export interface Selection {
  /** Parts of an id, a source, a row or a title, any of which is enough; none for all. */
  readonly only: readonly string[]
  /** Providers whose checks are wanted beside those of the RFCs; none for all of them. */
  readonly providers: readonly string[]
  /** Profiles whose checks are wanted and no others; none for all but the interoperability profile, which forbids what the RFCs allow. */
  readonly profiles: readonly Profile[]
}

/** The checks that fit a selection. Their order stays. */
export function selectChecks(checks: readonly Check[], { only, profiles, providers }: Selection): readonly Check[] {
  const words = only.map((word) => word.toLowerCase())
  return checks.filter((check) => {
    if (check.provider !== null && providers.length > 0 && !providers.includes(check.provider)) return false
    if (profiles.length === 0 ? check.profile === 'interop' : !profiles.some((name) => name === check.profile))
      return false
    if (words.length === 0) return true
    const text = `${check.id} ${toReference(check)} ${check.title}`.toLowerCase()
    return words.some((word) => text.includes(word))
  })
}

import { toReference, type Check, type Profile } from './check.ts'
import { belongsTo } from './profile/profile-requirements.ts'

export interface Selection {
  /** Parts of an id, a source, a row or a title, any of which is enough; none for all. */
  readonly only: readonly string[]
  /** Providers whose checks are wanted beside those of the RFCs; none for all of them. */
  readonly providers: readonly string[]
  /** Profiles whose requirements are wanted and nothing else; none for all but those that forbid what the RFCs allow. */
  readonly profiles: readonly Profile[]
}

const forbidding: ReadonlySet<Profile | null> = new Set(['interop', 'ipsie'])

/** The checks that fit a selection. Their order stays. */
export function selectChecks(checks: readonly Check[], { only, profiles, providers }: Selection): readonly Check[] {
  const words = only.map((word) => word.toLowerCase())
  return checks.filter((check) => {
    if (check.provider !== null && providers.length > 0 && !providers.includes(check.provider)) return false
    if (profiles.length === 0 ? forbidding.has(check.profile) : !profiles.some((name) => belongsTo(check, name)))
      return false
    if (words.length === 0) return true
    const text = `${check.id} ${toReference(check)} ${check.title}`.toLowerCase()
    return words.some((word) => text.includes(word))
  })
}

import type { MappingVersion } from '../api/types.ts'

/** What has become of a trial by what one has just done. */
export interface SettledTrial {
  readonly sentence: string
  /** The version that is in force by it. */
  readonly version: number
}

/** What is to be said of the mapping: of the newest version, or of what one has done as long as that is about the newest. */
export function toBanner(
  current: Pick<MappingVersion, 'automatic' | 'confirmBy' | 'version'> | undefined,
  settled: Pick<SettledTrial, 'version'> | undefined,
): 'settled' | 'trial' | 'taken-back' | null {
  // The list may still say what was before.
  if (settled !== undefined && settled.version >= (current?.version ?? 0)) return 'settled'
  if (current === undefined) return null
  if (current.confirmBy !== null) return 'trial'
  return current.automatic ? 'taken-back' : null
}

import type { CompiledMapping, Decider } from '../decider.ts'
import type { MappingReader } from '../store/mappings.ts'

/** Compiled mappings by organization and version: a version's text never changes. */
export interface MappingCache {
  readonly decider: Decider
  /**
   * The compiled mapping of that version; version 0 is the empty mapping. `null` for a text that no
   * longer compiles, because a plugin that it needs is gone: then nothing is decided and what was
   * decided stays.
   */
  get(mappings: MappingReader, organizationId: string, version: number): Promise<CompiledMapping | null>
}

const capacity = 1_000

/** A cache for one process, of the thousand organizations that were used last. */
export function createMappingCache(decider: Decider): MappingCache {
  const versions = new Map<string, { readonly version: number; readonly mapping: CompiledMapping | null }>()
  const empty = decider.compile({ text: '', format: 'yaml' }).mapping
  return {
    decider,
    async get(mappings, organizationId, version) {
      if (version === 0) return empty
      const known = versions.get(organizationId)
      if (known?.version === version) return known.mapping
      const stored = await mappings.find(version)
      const mapping = stored === undefined ? null : decider.compile(stored).mapping
      versions.delete(organizationId)
      versions.set(organizationId, { version, mapping })
      if (versions.size > capacity) versions.delete(versions.keys().next().value as string)
      return mapping
    },
  }
}

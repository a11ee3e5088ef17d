import type { MappingReader, MappingVersion } from '../store/mappings.ts'

const pageSize = 20

/**
 * The newest version before that one which stays without being confirmed: what a version on trial goes back to.
 * `undefined` where there is none, which is the empty mapping.
 */
export async function findConfirmedBefore(
  mappings: MappingReader,
  version: number,
): Promise<MappingVersion | undefined> {
  for (let before = version; ;) {
    const page = await mappings.list(before, pageSize)
    const found = page.find(({ confirmBy }) => confirmBy === null)
    if (found !== undefined || page.length < pageSize) return found
    before = page.at(-1)?.version ?? 0
  }
}

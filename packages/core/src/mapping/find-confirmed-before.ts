import { pagesOf } from '../store/pages-of.ts'
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
  const list = (last: MappingVersion | null, limit: number) => mappings.list(last?.version ?? version, limit)
  for await (const page of pagesOf(list, pageSize)) {
    const found = page.find(({ confirmBy }) => confirmBy === null)
    if (found !== undefined) return found
  }
  return undefined
}

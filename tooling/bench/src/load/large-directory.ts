import type { Directory } from '@rolecall/idp-simulator/directory'
import { generateDirectory } from '@rolecall/idp-simulator/generate-directory'

/** Users beyond the largest group, who join and leave. */
const spare = 20

/** A directory of one large and one ten times smaller group, and a few people who are in none. */
export function generateLargeDirectory(largest: number): Directory {
  const { users } = generateDirectory({ seed: 7, users: largest + spare, groups: [] })
  const ids = users.map(({ objectId }) => objectId)
  const group = (displayName: string, size: number) => ({
    objectId: `group of ${size}`,
    displayName,
    mailNickname: null,
    members: ids.slice(0, size),
    assigned: true,
  })
  return { users, groups: [group('acme_group_01', largest / 10), group('acme_group_02', largest)] }
}

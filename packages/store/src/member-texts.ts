import type { KeysetPage } from '@rolecall/core/store/resources'
import type { WrittenMembers, WrittenShape } from '@rolecall/core/store/members'
import { LRUCache } from 'lru-cache'

/** Characters of all texts that are remembered: what a group of a hundred thousand takes, and half as much again. */
const capacity = 24 * 1_024 * 1_024

/** Members of a group as answers have them, and all that their text depends on: every write of the organization raises the revision. */
export interface WrittenPart {
  readonly organizationId: string
  readonly revision: number
  readonly groupId: string
  readonly page: KeysetPage
  readonly shape: WrittenShape
}

/** The parts of large groups that were read last: as long as nothing is written they are not read again. */
export interface MemberTexts {
  find(part: WrittenPart): WrittenMembers | undefined
  keep(part: WrittenPart, written: WrittenMembers): void
}

export function createMemberTexts(): MemberTexts {
  const texts = new LRUCache<string, WrittenMembers>({
    maxSize: capacity,
    sizeCalculation: ({ text }, key) => text.length + key.length + 100,
  })
  return {
    find: (part) => texts.get(keyOf(part)),
    keep: (part, written) => void texts.set(keyOf(part), written),
  }
}

function keyOf({ groupId, organizationId, page, revision, shape }: WrittenPart): string {
  return JSON.stringify([organizationId, revision, groupId, page.after, page.limit, shape.names, shape.users])
}

import type { KeysetPage } from '@rolecall/core/store/resources'
import type { WrittenMembers, WrittenShape } from '@rolecall/core/store/members'
import { LRUCache } from 'lru-cache'

/** Characters of all texts that are remembered: what a group of a hundred thousand takes, and half as much again. */
const capacity = 24 * 1_024 * 1_024

/** Members of a group as answers have them, and all that their text depends on: every write of the organization has another mark. */
export interface WrittenPart {
  readonly organizationId: string
  /** Of the state of the organization. */
  readonly mark: string
  readonly groupId: string
  readonly page: KeysetPage
  readonly shape: WrittenShape
}

/** The parts of large groups that were read last: as long as nothing is written they are not read again and again. */
export interface MemberTexts {
  find(part: WrittenPart): WrittenMembers | undefined
  /** Keeps what is read for the second time: where writes come in between, nothing is, and texts would be held for nobody. */
  keep(part: WrittenPart, written: WrittenMembers): void
}

/** In the place of a text that was read once. */
const once: WrittenMembers = { text: '', count: 0, last: null }

export function createMemberTexts(): MemberTexts {
  const texts = new LRUCache<string, WrittenMembers>({
    maxSize: capacity,
    sizeCalculation: ({ text }, key) => text.length + key.length + 100,
  })
  return {
    find(part) {
      const known = texts.get(keyOf(part))
      return known === once ? undefined : known
    },
    keep(part, written) {
      const key = keyOf(part)
      texts.set(key, texts.has(key) ? written : once)
    },
  }
}

function keyOf({ groupId, mark, organizationId, page, shape }: WrittenPart): string {
  return JSON.stringify([organizationId, mark, groupId, page.after, page.limit, shape.names, shape.users])
}

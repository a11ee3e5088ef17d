import type { GroupMember } from '../../directory/member.ts'
import { project, type Projection } from '../../scim/resource/project.ts'
import { isJsonObject, type Json, type JsonObject, type ResourceData } from '../../scim/resource/resource-data.ts'
import type { ResourceType } from '../../scim/schema/resource-type.ts'
import type { StoreReader } from '../../store.ts'
import { writtenNames, type WrittenMembers, type WrittenName, type WrittenShape } from '../../store/members.ts'
import { LongList } from './long-list.ts'
import { toMember } from './to-member.ts'

/** Members that are read at once: some milliseconds, and as many as are held for an answer. */
const partOfMembers = 1_000

/** All that can be said of a member. */
const everything: GroupMember = { value: 'a', userId: 'a', type: 'User', display: 'a' }

/** The members of a large group as a client sees them; nothing where the projection shows nothing of a member. */
export function membersInParts(
  reader: StoreReader,
  groupId: string,
  type: ResourceType,
  baseUrl: string,
  projection: Projection,
): ResourceData {
  const names = shownNames(type, projection)
  if (names.length === 0) return {}
  const list = new LongList(async function* () {
    for await (const part of readInParts(reader, groupId, { names, users: `${baseUrl}/Users/` })) {
      const shown =
        typeof part === 'string' ? part : part.map((member) => pick(toMember(member, baseUrl), names)).filter(isShown)
      if (shown.length > 0) yield shown
    }
  })
  // A list of JSON to whoever writes it, and to nobody else.
  return { members: list as unknown as Json }
}

/** What the projection shows of a member is the same for all: it is asked once. */
function shownNames(type: ResourceType, projection: Projection): readonly WrittenName[] {
  const { members } = project(type, { members: [toMember(everything, '')] }, projection)
  const [shown = null] = Array.isArray(members) ? (members as readonly Json[]) : []
  return isJsonObject(shown) ? writtenNames.filter((name) => shown[name] !== undefined) : []
}

function pick(member: JsonObject, names: readonly string[]): JsonObject {
  const picked: Record<string, Json> = {}
  for (const name of names) if (member[name] !== undefined) picked[name] = member[name]
  return picked
}

function isShown(member: JsonObject): boolean {
  for (const _ in member) return true
  return false
}

/**
 * The first members as they are, for a group that is short by now is shown in the order of their addition; all others as text that the
 * database writes. The next part is read while one is written.
 */
async function* readInParts(
  { members }: StoreReader,
  groupId: string,
  shape: WrittenShape,
): AsyncGenerator<readonly GroupMember[] | string> {
  const first = await members.listAfter(groupId, { after: null, limit: partOfMembers })
  let next = readOn({ count: first.length, last: first.at(-1)?.value ?? null })
  yield first
  while (next !== undefined) {
    const written = await next
    next = readOn(written)
    yield written.text
  }

  function readOn({ count, last }: Pick<WrittenMembers, 'count' | 'last'>): Promise<WrittenMembers> | undefined {
    if (count < partOfMembers) return undefined
    const page = members.writeAfter(groupId, { after: last, limit: partOfMembers }, shape)
    // Its failure is told to whoever asks for the part, if anybody does.
    page.catch(() => {})
    return page
  }
}

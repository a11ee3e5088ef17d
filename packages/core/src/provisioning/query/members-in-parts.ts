import type { GroupMember } from '../../directory/member.ts'
import { project, type Projection } from '../../scim/resource/project.ts'
import { isJsonObject, type Json, type JsonObject, type ResourceData } from '../../scim/resource/resource-data.ts'
import type { ResourceType } from '../../scim/schema/resource-type.ts'
import type { StoreReader } from '../../store.ts'
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
    for await (const members of readInParts(reader, groupId)) {
      const part = members.map((member) => pick(toMember(member, baseUrl), names)).filter(isShown)
      if (part.length > 0) yield part
    }
  })
  // A list of JSON to whoever writes it, and to nobody else.
  return { members: list as unknown as Json }
}

/** What the projection shows of a member is the same for all: it is asked once. */
function shownNames(type: ResourceType, projection: Projection): readonly string[] {
  const { members } = project(type, { members: [toMember(everything, '')] }, projection)
  const [shown] = Array.isArray(members) ? (members as readonly Json[]) : []
  return isJsonObject(shown) ? Object.keys(shown) : []
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

/** The next part is read while one is written. */
async function* readInParts({ members }: StoreReader, groupId: string): AsyncGenerator<readonly GroupMember[]> {
  const read = (after: string | null): Promise<GroupMember[]> => {
    const page = members.listAfter(groupId, { after, limit: partOfMembers })
    // Its failure is told to whoever asks for the part, if anybody does.
    page.catch(() => {})
    return page
  }
  for (let next: Promise<GroupMember[]> | undefined = read(null); next !== undefined;) {
    const page: GroupMember[] = await next
    const last = page.at(-1)
    next = last !== undefined && page.length === partOfMembers ? read(last.value) : undefined
    yield page
  }
}

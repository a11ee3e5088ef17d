import type { Story, StoryPart, StorySubject } from '../directory/story.ts'
import type { StoreReader } from '../store.ts'

/** A story with the names that everybody and everything has now. */
export interface NamedPart extends Omit<StoryPart, 'groupId' | 'first'> {
  readonly group: NamedThing | null
  readonly first: readonly NamedThing[]
}

export interface NamedThing {
  readonly kind: 'user' | 'group' | 'team' | 'hold' | 'mapping' | 'other'
  readonly id: string
  /** What it is called now, or was called then; `null` where that is not known. */
  readonly name: string | null
  /** Of a person who is here, where the page is. */
  readonly emailAddress: string | null
}

const kinds: Readonly<Record<string, NamedThing['kind']>> = {
  users: 'user',
  groups: 'group',
  teams: 'team',
  holds: 'hold',
  mapping: 'mapping',
}

/** Names whom and what stories are about: one statement for all people, and one for all groups. */
export async function nameStories(
  reader: StoreReader,
  stories: readonly Story[],
): Promise<readonly (readonly NamedPart[])[]> {
  const parts = stories.flat()
  const subjects = parts.flatMap(({ first }) => first.map(({ subject }) => subject))
  const groupIds = parts.flatMap(({ groupId }) => groupId ?? [])
  const idsOf = (kind: string) => subjects.filter((one) => one.startsWith(kind)).map((one) => one.slice(kind.length))
  const users = await findAll(idsOf('users/'), (ids) => reader.users.findMany(ids))
  const groups = await findAll([...idsOf('groups/'), ...groupIds], (ids) => reader.groups.findMany(ids))

  const toThing = ({ name, subject }: StorySubject): NamedThing => {
    const [word = '', id = ''] = subject.split(/\/(.*)/s)
    const kind = kinds[word] ?? 'other'
    const user = kind === 'user' ? users.get(id) : undefined
    const shown = user?.data['displayName']
    const now = user === undefined ? groups.get(id)?.displayName : typeof shown === 'string' ? shown : user.userName
    return { kind, id, name: now ?? name, emailAddress: user?.userName ?? null }
  }
  const toPart = ({ first, groupId, ...part }: StoryPart): NamedPart => ({
    ...part,
    group: groupId === null ? null : toThing({ subject: `groups/${groupId}`, name: null }),
    first: first.map(toThing),
  })
  return stories.map((story) => story.map(toPart))
}

async function findAll<R extends { readonly id: string }>(
  ids: readonly string[],
  find: (ids: readonly string[]) => Promise<readonly R[]>,
): Promise<ReadonlyMap<string, R>> {
  if (ids.length === 0) return new Map()
  return new Map((await find([...new Set(ids)])).map((record) => [record.id, record]))
}

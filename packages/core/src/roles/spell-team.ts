import type { CompiledMapping } from '../decider.ts'
import type { Grant } from '../directory/grant.ts'
import type { UserRecord } from '../directory/member.ts'
import type { TeamKey } from '../directory/team.ts'
import type { FactKind } from '../plugin/mapping-kind.ts'
import { fold } from '../scim/fold.ts'
import type { Json } from '../scim/resource/resource-data.ts'
import type { StoreReader } from '../store.ts'
import { toSubjects } from './to-subjects.ts'

const allFacts: ReadonlySet<FactKind> = new Set(['user', 'groups'])

/**
 * A team that there is not as it is written: in the file, in the name of the group, in the attribute, or in what a template
 * makes of it. Only its key is stored.
 */
export async function spellTeam(
  reader: StoreReader,
  mapping: CompiledMapping | null,
  key: TeamKey,
  { groupId, userId }: Pick<Grant, 'groupId' | 'userId'>,
): Promise<string> {
  const written = mapping?.teamSpellings.get(key)
  if (written !== undefined) return written
  const group = groupId === '' ? undefined : await reader.groups.find(groupId)
  const named = group && findSpelling(group.displayName, key)
  if (named !== undefined) return named
  const user = await reader.users.find(userId)
  const value = findText(user?.data ?? {}, (text) => findSpelling(text, key))
  if (value !== undefined || user === undefined || mapping === null) return value ?? key
  return (await findFilled(reader, mapping, user, key)) ?? key
}

/** A template may be filled by any attribute. */
function findText(value: Json, spellingIn: (text: string) => string | undefined): string | undefined {
  if (typeof value === 'string') return spellingIn(value)
  if (typeof value !== 'object' || value === null) return undefined
  for (const part of Object.values(value) as readonly Json[]) {
    const found = findText(part, spellingIn)
    if (found !== undefined) return found
  }
  return undefined
}

/** What fills a template is a part of the name or the value. */
function findSpelling(name: string, key: string): string | undefined {
  for (let start = 0; start + key.length <= name.length; start += 1) {
    const part = name.slice(start, start + key.length)
    if (fold(part) === key) return part
  }
  return undefined
}

/** What a template comes to that says more than the value that fills it. */
async function findFilled(reader: StoreReader, mapping: CompiledMapping, user: UserRecord, key: TeamKey) {
  const [subject] = await toSubjects(reader, mapping, [{ id: user.id, user }], allFacts, 'read')
  const traces = subject === undefined ? [] : await mapping.explain(subject)
  const filled = traces.flatMap(({ gives }) => gives.flatMap((given) => given.filled ?? []))
  return filled.find(({ text }) => fold(text.trim()) === key)?.text.trim()
}

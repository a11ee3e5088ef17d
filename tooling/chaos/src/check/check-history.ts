import type { Person } from '../provider/person.ts'

/** An event of an organization, as its feed has it. */
export interface FeedEvent {
  readonly type: string
  readonly subject: string
  readonly data: Readonly<Record<string, unknown>>
}

/** Each account is made once and deleted once, and each role is given and taken in turn. */
export function checkHistory(
  events: readonly FeedEvent[],
  people: readonly Pick<Person, 'accounts' | 'id'>[],
): readonly string[] {
  const accounts = new Map(people.flatMap(({ accounts: ids, id }) => ids.map((each) => [`users/${each}`, each === id])))
  const found: string[] = []
  const count = (type: string, subject: string): number =>
    events.filter((event) => event.type === type && event.subject === subject).length
  for (const [subject, isThere] of accounts) {
    const [made, deleted] = [count('MemberProvisioned', subject), count('MemberDeleted', subject)]
    if (made !== 1 || deleted !== (isThere ? 0 : 1))
      found.push(`${subject} was made ${made} times and deleted ${deleted} times`)
  }
  for (const { subject, type } of events)
    if (type === 'MemberProvisioned' && !accounts.has(subject))
      found.push(`${subject} was made, and nobody has been told`)
  const given = new Map<string, string>()
  for (const { data, subject, type } of events.filter((event) => /^Role(Granted|Revoked)$/.test(event.type))) {
    const grant = `${subject} ${JSON.stringify([data['scope'], data['role'], data['rule']])}`
    if ((given.get(grant) ?? 'RoleRevoked') === type) found.push(`${type} twice in a row: ${grant}`)
    given.set(grant, type)
  }
  return found
}

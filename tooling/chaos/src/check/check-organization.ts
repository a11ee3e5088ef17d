import type { Person } from '../provider/person.ts'
import { mappedGroups, type Provider } from '../provider/provider.ts'
import { checkHistory } from './check-history.ts'
import { compare } from './compare.ts'
import { createReader } from './read-organization.ts'

/** Asks for everything that an organization has, and says what is not as it was acknowledged. */
export async function checkOrganization(url: string, provider: Provider): Promise<readonly string[]> {
  const read = createReader(url, provider.organization)
  const people = provider.writers.flatMap((writer) => writer.people)
  const there = people.filter(({ id }) => id !== null)
  const groups = mappedGroups.map(({ name }) => [name, idsOf(there.filter((person) => person.groups.has(name)))])
  const found = [
    ...compare('accounts', await read.users(), there.map(toUser)),
    ...compare('groups', await read.groups(), groups),
    ...compare('members', await read.members(), there.map(toMember)),
    ...checkHistory(await read.events(), people),
  ]
  read.close()
  return found
}

function idsOf(people: readonly Person[]): readonly string[] {
  return people.map(({ id }) => id ?? '').toSorted()
}

function toUser({ active, id, title, userName }: Person): unknown {
  return [userName, id, title, active]
}

function toMember({ active, groups, userName }: Person): unknown {
  const teams = mappedGroups
    .filter(({ name }) => active && groups.has(name))
    .map(({ role, teamId }) => `${teamId} ${role}`)
  return [userName, active ? 'active' : 'inactive', teams.toSorted()]
}

import type { Tenant } from '../client/tenant.ts'
import { expectEqual } from '../expect-status.ts'
import { runConcurrently } from '../run-concurrently.ts'

const user = 'urn:ietf:params:scim:schemas:core:2.0:User'
const group = 'urn:ietf:params:scim:schemas:core:2.0:Group'
const patchOp = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

const membersOfPush = 100

/** What Okta has assigned and pushed so far, by SCIM id. */
export interface Assigned {
  readonly users: readonly string[]
  readonly group: string
}

/**
 * Okta assigns people: each is looked up, created, and replaced when their profile is pushed. Beside every tenth it reads a page of 100, and
 * with every fifth it replaces the members of a group by 100 others.
 */
export async function runOktaCycle(tenant: Tenant, people: number, concurrency: number): Promise<Assigned> {
  const { scim } = tenant
  const users: string[] = []
  const { id } = (await scim('POST', '/Groups', 201, { schemas: [group], displayName: 'Pushed' })) as { id: string }
  const numbers = Array.from({ length: people }, (_, index) => index)
  await runConcurrently(concurrency, numbers, async (index) => {
    const body = toUser(index)
    const filter = encodeURIComponent(`userName eq "${body.userName}"`)
    await scim('GET', `/Users?filter=${filter}&startIndex=1&count=100`, 200)
    const created = (await scim('POST', '/Users', 201, body)) as { id: string }
    await scim('PUT', `/Users/${created.id}`, 200, { ...body, id: created.id, title: `Title ${index}` })
    users.push(created.id)
    if (index % 10 === 0) await scim('GET', '/Users?startIndex=1&count=100', 200)
    if (index % 5 === 0) await pushMembers(tenant, id, users.slice(-membersOfPush))
  })
  await pushMembers(tenant, id, users.slice(-membersOfPush))
  return { users, group: id }
}

export async function checkAssigned(tenant: Tenant, { group: id, users }: Assigned): Promise<void> {
  const { totalResults } = (await tenant.scim('GET', '/Users?count=0', 200)) as { totalResults: number }
  expectEqual('users in the end', totalResults, users.length)
  const { members = [] } = (await tenant.scim('GET', `/Groups/${id}`, 200)) as { members?: { value: string }[] }
  const named = members.map(({ value }) => value).toSorted()
  expectEqual('members in the end', named.join(), users.slice(-membersOfPush).toSorted().join())
  await tenant.verify()
}

async function pushMembers({ scim }: Tenant, id: string, users: readonly string[]): Promise<void> {
  const value = users.map((one) => ({ value: one, display: 'somebody' }))
  const body = { schemas: [patchOp], Operations: [{ op: 'replace', path: 'members', value }] }
  await scim('PATCH', `/Groups/${id}`, 204, body)
}

function toUser(index: number) {
  const userName = `person.${index}@example.com`
  return {
    schemas: [user],
    userName,
    name: { givenName: 'Person', familyName: String(index) },
    emails: [{ primary: true, value: userName, type: 'work' }],
    displayName: `Person ${index}`,
    locale: 'en-US',
    externalId: `00u${index}`,
    groups: [],
    active: true,
  }
}

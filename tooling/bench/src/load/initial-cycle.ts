import type { MappedAttribute } from '@rolecall/idp-simulator/map-attributes'
import { mapAttributes } from '@rolecall/idp-simulator/map-attributes'
import { defaultAttributeMappings } from '@rolecall/idp-simulator/parse-attribute-mapping'
import { valueRows } from '@rolecall/idp-simulator/attribute-mapping'
import { readGroupSource, readUserSource } from '@rolecall/idp-simulator/source-attributes'
import type { Directory, DirectoryGroup, DirectoryUser } from '@rolecall/idp-simulator/directory'
import type { ScimAnswer } from '@rolecall/idp-simulator/scim-connection'

import type { Tenant } from '../client/tenant.ts'
import { expectEqual, expectStatus } from '../expect-status.ts'
import { runConcurrently } from '../run-concurrently.ts'

const mappings = defaultAttributeMappings()

/** SCIM ids of what a cycle has created, by objectId. */
export interface Provisioned {
  readonly users: ReadonlyMap<string, string>
  readonly groups: ReadonlyMap<string, string>
}

/** Entra's first cycle: each object is looked up, then created; groups get their members 100 at a time. */
export async function runInitialCycle(tenant: Tenant, directory: Directory, concurrency: number): Promise<Provisioned> {
  const users = new Map<string, string>()
  const groups = new Map<string, string>()
  await runConcurrently(concurrency, directory.users, async (user) => {
    users.set(user.objectId, await createUser(tenant, user))
  })
  await runConcurrently(concurrency, directory.groups, async (group) => {
    groups.set(group.objectId, await createGroup(tenant, group, users))
  })
  return { users, groups }
}

/** That the end is what the directory says. */
export async function checkEndState(tenant: Tenant, directory: Directory, { groups }: Provisioned): Promise<void> {
  const users = (await tenant.scim('GET', '/Users?count=0', 200)) as { totalResults: number }
  expectEqual('users in the end', users.totalResults, directory.users.length)
  for (const group of directory.groups) {
    const shown = (await tenant.scim('GET', `/Groups/${groups.get(group.objectId)}`, 200)) as { members?: unknown[] }
    expectEqual(`members of ${group.displayName}`, shown.members?.length ?? 0, group.members.length)
  }
  await tenant.verify()
}

async function createUser({ entra }: Tenant, user: DirectoryUser): Promise<string> {
  const attributes = mapAttributes(valueRows(mappings.users), readUserSource(user))
  expectNone(await entra.find('User', 'userName', user.userPrincipalName))
  return toId(await entra.create('User', attributes), attributes)
}

async function createGroup(
  { entra }: Tenant,
  group: DirectoryGroup,
  users: ReadonlyMap<string, string>,
): Promise<string> {
  const attributes = mapAttributes(valueRows(mappings.groups), readGroupSource(group))
  expectNone(await entra.find('Group', 'displayName', group.displayName))
  const id = toId(await entra.create('Group', attributes), attributes)
  const members = group.members.map((objectId) => users.get(objectId) ?? objectId)
  for (let start = 0; start < members.length; start += 100) {
    const answer = await entra.addMembers(id, members.slice(start, start + 100))
    expectStatus('PATCH of a group', answer.status, [204], answer.body)
  }
  return id
}

function expectNone(answer: ScimAnswer): void {
  expectStatus('look-up', answer.status, [200], answer.body)
  expectEqual('found before it is created', (answer.body as { totalResults: number }).totalResults, 0)
}

function toId(answer: ScimAnswer, attributes: readonly MappedAttribute[]): string {
  expectStatus('POST', answer.status, [201], answer.body)
  const body = answer.body as { id: string; externalId?: string }
  const sent = attributes.find(({ target }) => target.attribute === 'externalId')
  expectEqual('externalId of the answer', body.externalId, sent?.value)
  return body.id
}

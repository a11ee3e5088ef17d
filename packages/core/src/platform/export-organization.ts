import { createHash } from 'node:crypto'

import type { OperationContext } from '../change/operation-context.ts'
import { readContent } from '../delivery/read-snapshot.ts'
import type { Hold } from '../directory/hold.ts'
import { toOwnId, type Organization } from '../directory/organization.ts'
import { readEvents, toAuditEntry } from '../log/audit.ts'
import { NotFound } from '../scim/errors.ts'
import type { StoreReader } from '../store.ts'
import type { MappingVersion } from '../store/mappings.ts'
import { pagesById, pagesOf } from '../store/pages-of.ts'

const pageSize = 500

/** Texts that may be large. */
const few = 20

/**
 * All that there is of an organization, as JSON lines of one state, without secrets. The last line has the SHA-256 of all before it,
 * by which the organization can be deleted: it is kept before it is told, so that who has it has all. Throws NotFound.
 */
export async function* exportOrganization(context: OperationContext, reader: StoreReader): AsyncGenerator<string> {
  const { now, organizationId, store } = context
  const organization = await store.organizations.find(organizationId)
  if (organization === undefined) throw new NotFound(`There is no organization with the id ${organizationId}`)
  const { revision } = await reader.getState()
  const hash = createHash('sha256')
  let lines = 0
  const toText = (parts: readonly object[]): string => {
    const text = parts.map((part) => `${JSON.stringify(part)}\n`).join('')
    hash.update(text)
    lines += parts.length
    return text
  }
  yield toText([{ kind: 'begin', revision, time: now(), ...toView(organization) }])
  for await (const parts of readAll(context, reader)) if (parts.length > 0) yield toText(parts)
  const digest = hash.digest('hex')
  await store.organizations.putExport(organizationId, { digest, revision, time: now() })
  yield `${JSON.stringify({ kind: 'end', lines, digest })}\n`
}

function toView(organization: Organization) {
  const { created, id: organizationId, name, settings, suspendedAt } = organization
  return { id: toOwnId(organization), organizationId, name, created, suspendedAt, settings }
}

async function* readAll(context: OperationContext, reader: StoreReader): AsyncGenerator<readonly object[]> {
  yield* readContent(context, reader)
  yield* readPeople(reader)
  for await (const page of pagesById((asked) => reader.groups.page(asked), pageSize)) {
    const members = await reader.members.list(page.map(({ id }) => id))
    yield page.map((group) => ({ kind: 'group', group, members: members.get(group.id) ?? [] }))
  }
  const mappings = pagesOf<MappingVersion>((last, limit) => reader.mappings.list(last?.version ?? null, limit), few)
  for await (const page of mappings) yield page.map(ofKind('mapping'))
  const holds = pagesOf<Hold>((last, limit) => reader.holds.list({ limit, ...before(last) }), pageSize)
  for await (const page of holds) yield page.map((hold) => ({ kind: 'hold', hold }))
  yield* readAccess(reader)
  for await (const rows of readEvents(reader)) yield rows.map((row) => ({ kind: 'event', event: toAuditEntry(row) }))
}

/** As the provider has sent them, and what they have by whom. */
async function* readPeople(reader: StoreReader): AsyncGenerator<readonly object[]> {
  for await (const page of pagesById((asked) => reader.users.list(asked), pageSize)) {
    const userIds = page.map(({ id }) => id)
    yield page.map((user) => ({ kind: 'user', user: without(user, 'accountId') }))
    yield (await reader.grants.list({ userIds })).map(ofKind('grant'))
    yield (await reader.assignments.list(userIds)).map(ofKind('assignment'))
    yield (await reader.identities.ofUsers(userIds)).map(ofKind('identity'))
  }
}

/** Who may come in, and who is told, without what they prove themselves by. */
async function* readAccess(reader: StoreReader): AsyncGenerator<readonly object[]> {
  yield (await reader.keys.list()).map((key) => ({ kind: 'key', key: without(key, 'hash') }))
  for (const connection of await reader.connections.list())
    yield [{ kind: 'connection', connection: without(connection, 'sealedSecret') }]
  for (const subscription of await reader.subscriptions.list())
    yield [{ kind: 'subscription', subscription: without(subscription, 'secrets', 'tokens') }]
}

function without(thing: object, ...names: readonly string[]): object {
  return Object.fromEntries(Object.entries(thing).filter(([name]) => !names.includes(name)))
}

function before(last: Hold | null): { readonly before?: string } {
  return last === null ? {} : { before: last.id }
}

function ofKind(kind: string): (part: object) => object {
  return (part) => ({ kind, [kind]: part })
}

import type { OrganizationOfProduct } from '@rolecall/core/directory/organization'
import { deleteJob } from '@rolecall/core/directory/job'
import type { ResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import type { StoreReader, StoreTransaction, WriteScope } from '@rolecall/core/store'

import { createAssignmentReader, createAssignmentWriter } from './noun/assignments.ts'
import { createAsyncRequestReader, createAsyncRequestWriter } from './noun/async-requests.ts'
import { createBindingReader, createBindingWriter } from './noun/bindings.ts'
import { createClientReader, createClientWriter } from './noun/clients.ts'
import { createConnectionReader, createConnectionWriter } from './noun/connections.ts'
import { createEventReader, createEventWriter } from './noun/events.ts'
import { createGrantReader, createGrantWriter } from './noun/grants.ts'
import { createGroupFindingReader, createGroupFindingWriter } from './noun/group-findings.ts'
import { createGroupReader, createGroupWriter } from './noun/groups.ts'
import { createHoldReader, createHoldWriter } from './noun/holds.ts'
import { createIdentityReader, createIdentityWriter } from './noun/identities.ts'
import { createJobWriter } from './noun/jobs.ts'
import { createKeyReader, createKeyWriter } from './noun/keys.ts'
import { createMappingReader, createMappingWriter } from './noun/mappings.ts'
import { createMemberReader } from './noun/member-reader.ts'
import { createMemberWriter } from './noun/member-writer.ts'
import { changeOrganization, getOrganization, insertOfProduct, toState } from './noun/organizations.ts'
import { createPeopleReader } from './noun/people.ts'
import { createNoticeReader, createNoticeWriter } from './noun/notices.ts'
import { createPlanReader } from './noun/plans.ts'
import { createRequestLogReader } from './noun/request-log.ts'
import { createResourceReader } from './noun/resources.ts'
import { createRevocationReader, createRevocationWriter } from './noun/revocations.ts'
import { createSessionWriter } from './noun/sessions.ts'
import { createSignInWriter } from './noun/sign-ins.ts'
import { createTeamReader, createTeamWriter } from './noun/teams.ts'
import { createUserReader, createUserWriter } from './noun/users.ts'
import { createSubscriptionReader, createSubscriptionWriter } from './noun/subscriptions.ts'
import type { Reading, Writing } from './reading.ts'
import type { OrganizationRow } from './tables.ts'
import type { WritingTables } from './writing-tables.ts'

/** Reads of one organization. */
export function createReader(reading: Reading): StoreReader {
  const { organizationId, tables } = reading
  return {
    organizationId,
    users: createUserReader(reading),
    people: createPeopleReader(reading),
    groups: createGroupReader(reading),
    groupFindings: createGroupFindingReader(reading),
    resources: createResourceReader(reading),
    members: createMemberReader(reading),
    grants: createGrantReader(reading),
    assignments: createAssignmentReader(reading),
    bindings: createBindingReader(reading),
    mappings: createMappingReader(reading),
    teams: createTeamReader(reading),
    identities: createIdentityReader(reading),
    connections: createConnectionReader(reading),
    keys: createKeyReader(reading),
    clients: createClientReader(reading),
    events: createEventReader(reading),
    requestLog: createRequestLogReader(reading),
    subscriptions: createSubscriptionReader(reading),
    asyncRequests: createAsyncRequestReader(reading),
    holds: createHoldReader(reading),
    notices: createNoticeReader(reading),
    revocations: createRevocationReader(reading),
    getOwnerlessSince: async () => tables().organizations.get(organizationId, '')?.ownerlessSince ?? null,
    plans: createPlanReader(reading),
    getState: async () => toState(tables(), getOrganization(tables(), organizationId)),
  }
}

/** Runs `work` as one write: raises the organization's revision first, and stores the events last. */
export async function runTransaction<T>(
  writing: WritingTables,
  organizationId: string,
  { cause, gone, now, resourceTypes }: WriteScope & { readonly resourceTypes: ResourceTypes },
  work: (transaction: StoreTransaction) => Promise<T>,
): Promise<T> {
  gone?.throwIfAborted()
  const row = changeOrganization(writing.tables(), organizationId, ({ revision }) => ({ revision: revision + 1 }))
  return runLocked(writing, row, { cause, now, resourceTypes }, work)
}

/** Makes an organization, and runs `work` in the same write. `undefined` where there is one of its names. */
export async function runCreation<T>(
  writing: WritingTables,
  organization: OrganizationOfProduct,
  scope: WriteScope & { readonly resourceTypes: ResourceTypes },
  work: (transaction: StoreTransaction) => Promise<T>,
): Promise<{ readonly value: T } | undefined> {
  scope.gone?.throwIfAborted()
  const [row] = writing.change((open) => {
    const inserted = insertOfProduct(open, organization)
    return inserted === undefined ? [] : [inserted]
  })
  return row && { value: await runLocked(writing, row, scope, work) }
}

async function runLocked<T>(
  writing: WritingTables,
  row: OrganizationRow,
  { cause, now, resourceTypes }: Pick<WriteScope, 'cause' | 'now'> & { readonly resourceTypes: ResourceTypes },
  work: (transaction: StoreTransaction) => Promise<T>,
): Promise<T> {
  const { tables } = writing
  const { id: organizationId } = row
  const scope: Writing = { organizationId, resourceTypes, tables, writing, now, revision: row.revision }
  const reader = createReader(scope)
  const events = createEventWriter(scope, cause, row.auditHead)
  const answer = await work({
    ...reader,
    state: toState(tables(), row),
    now,
    cause,
    users: { ...reader.users, ...createUserWriter(scope) },
    groups: { ...reader.groups, ...createGroupWriter(scope) },
    groupFindings: { ...reader.groupFindings, ...createGroupFindingWriter(scope) },
    members: { ...reader.members, ...createMemberWriter(scope) },
    grants: { ...reader.grants, ...createGrantWriter(scope) },
    assignments: { ...reader.assignments, ...createAssignmentWriter(scope) },
    bindings: { ...reader.bindings, ...createBindingWriter(scope) },
    mappings: { ...reader.mappings, ...createMappingWriter(scope) },
    teams: { ...reader.teams, ...createTeamWriter(scope) },
    identities: { ...reader.identities, ...createIdentityWriter(scope) },
    connections: { ...reader.connections, ...createConnectionWriter(scope) },
    keys: { ...reader.keys, ...createKeyWriter(scope) },
    clients: { ...reader.clients, ...createClientWriter(scope) },
    events: { ...reader.events, ...events },
    subscriptions: { ...reader.subscriptions, ...createSubscriptionWriter(scope) },
    asyncRequests: { ...reader.asyncRequests, ...createAsyncRequestWriter(scope) },
    holds: { ...reader.holds, ...createHoldWriter(scope) },
    notices: { ...reader.notices, ...createNoticeWriter(scope) },
    jobs: createJobWriter(scope),
    sessions: createSessionWriter(scope),
    signIns: createSignInWriter(scope),
    revocations: { ...reader.revocations, ...createRevocationWriter(scope) },
    async setOwnerless(since) {
      writing.write((open) => changeOrganization(open, organizationId, () => ({ ownerlessSince: since })))
    },
    async setUndecided(since) {
      writing.write((open) => changeOrganization(open, organizationId, () => ({ undecidedSince: since })))
    },
    async setSuspended(since) {
      writing.write((open) => {
        changeOrganization(open, organizationId, () => ({ suspendedAt: since }))
        for (const key of open.keys.rows(organizationId))
          open.keys.put(organizationId, key.id, { ...key, suspendedAt: since })
      })
    },
    async setDeleted(event) {
      writing.write((open) => {
        const position = open.feedEntries.rows('').length + 1
        const entry = {
          position,
          mark: event.id.replaceAll('-', '').slice(-16),
          organizationId: null,
          afterRevision: 0,
          revision: 0,
        }
        open.platformEvents.put('', event.id, event)
        open.feedEntries.put('', String(position), { ...entry, eventId: event.id })
        changeOrganization(open, organizationId, () => ({
          deletedAt: event.time,
          externalId: null,
          creation: null,
          ownerlessSince: null,
          undecidedSince: null,
        }))
        for (const subscription of open.subscriptions.rows(organizationId))
          open.subscriptions.put(organizationId, subscription.id, { ...subscription, state: 'off', claim: null })
      })
      await createJobWriter(scope).schedule([{ kind: deleteJob, subject: '', dueAt: event.time }])
    },
    async setSettings(settings) {
      writing.write((open) => changeOrganization(open, organizationId, () => ({ settings })))
    },
    async setName(name) {
      writing.write((open) => changeOrganization(open, organizationId, () => ({ name })))
    },
  })
  events.flush()
  return answer
}

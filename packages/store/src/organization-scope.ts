import {
  defaultOrganizationSettings,
  type OrganizationOfProduct,
  type OrganizationSettings,
} from '@rolecall/core/directory/organization'
import { deleteJob } from '@rolecall/core/directory/job'
import type { PlatformEvent } from '@rolecall/core/directory/platform-event'
import { NotFound } from '@rolecall/core/scim/errors'
import type { ResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import type { OrganizationState, StoreReader, StoreTransaction, WriteScope } from '@rolecall/core/store'

import { toJson, toNumber, toOptionalNumber, toOptionalText } from './decode.ts'
import type { ListMemory } from './list-memory.ts'
import { lazyNouns, type LazyMakers } from './lazy-nouns.ts'
import type { MemberTexts } from './member-texts.ts'
import { createAssignmentReader, createAssignmentWriter } from './noun/assignments.ts'
import { createAsyncRequestReader, createAsyncRequestWriter } from './noun/async-requests.ts'
import { createBindingReader, createBindingWriter } from './noun/bindings.ts'
import { createClientReader, createClientWriter } from './noun/clients.ts'
import { createConnectionReader, createConnectionWriter } from './noun/connections.ts'
import { createEventReader, createEventWriter, type BufferedEvents } from './noun/events.ts'
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
import { stands } from './noun/organizations.ts'
import { createOwnMemberships, type OwnMemberships } from './noun/own-memberships.ts'
import { insertPlatformEvent } from './noun/platform.ts'
import { insertDeletion } from './noun/platform-feed.ts'
import { createRevocationReader, createRevocationWriter } from './noun/revocations.ts'
import { createResourceReader } from './noun/resources.ts'
import { createPeopleReader } from './noun/people.ts'
import { createNoticeReader, createNoticeWriter } from './noun/notices.ts'
import { createPlanReader } from './noun/plans.ts'
import { createRequestLogReader } from './noun/request-log.ts'
import { createSessionWriter } from './noun/sessions.ts'
import { createSignInWriter } from './noun/sign-ins.ts'
import { createSubscriptionReader, createSubscriptionWriter } from './noun/subscriptions.ts'
import { createTeamReader, createTeamWriter } from './noun/teams.ts'
import { createUserReader, createUserWriter } from './noun/users.ts'
import { makeReads, noteReads, withMade, withReadsMade } from './sql/read-ahead.ts'
import { raiseRevision, type Statements, type WritingStatements } from './sql/statements.ts'
import type { RowOf } from './tables/row-of.ts'

type StateRow = RowOf<
  'organizations',
  'revision' | 'mapping_version' | 'catalogue_version' | 'undecided_since' | 'suspended_at' | 'settings'
> & { readonly mapping_created: string | null }

type LockedRow = StateRow & RowOf<'organizations', 'audit_head'>

const stateColumns = `revision, mapping_version, catalogue_version, undecided_since, suspended_at, settings,
  (SELECT v.created FROM mapping_versions v
   WHERE v.organization_id = organizations.id AND v.version = organizations.mapping_version) AS mapping_created`

/** Reads of one organization, of which those of `ahead` go by one trip, with the first that is asked. */
export function createAskedReader(
  statements: Statements,
  organizationId: string,
  ahead: ((reader: StoreReader) => void) | undefined,
  lists: ListMemory,
): StoreReader {
  if (ahead === undefined) return createReader(statements, organizationId, lists)
  const noted = noteReads(statements, (noting) => ahead(createReader(noting, organizationId)))
  return createReader(withMade(statements, makeReads(statements, noted)), organizationId, lists)
}

/** Reads of one organization: every statement has its id. `lists` is for reads of what was committed. */
export function createReader(statements: Statements, organizationId: string, lists?: ListMemory): StoreReader {
  return lazyReader({ statements, organizationId, lists })
}

/** The same over one state of the database. */
export function createSnapshotReader(statements: Statements, organizationId: string, texts: MemberTexts): StoreReader {
  return lazyReader({ statements, organizationId, texts })
}

interface ReaderOf {
  readonly statements: Statements
  readonly organizationId: string
  readonly lists?: ListMemory | undefined
  readonly texts?: MemberTexts | undefined
}

const readerNouns: LazyMakers<ReaderOf, StoreReader> = {
  organizationId: ({ organizationId }) => organizationId,
  users: ({ lists, statements, organizationId }) => createUserReader(statements, organizationId, lists),
  people: ({ statements, organizationId }) => createPeopleReader(statements, organizationId),
  groups: ({ lists, statements, organizationId }) => createGroupReader(statements, organizationId, lists),
  groupFindings: ({ statements, organizationId }) => createGroupFindingReader(statements, organizationId),
  resources: ({ statements, organizationId }) => createResourceReader(statements, organizationId),
  members: ({ statements, organizationId, texts }) => createMemberReader(statements, organizationId, texts),
  grants: ({ statements, organizationId }) => createGrantReader(statements, organizationId),
  assignments: ({ statements, organizationId }) => createAssignmentReader(statements, organizationId),
  bindings: ({ statements, organizationId }) => createBindingReader(statements, organizationId),
  mappings: ({ statements, organizationId }) => createMappingReader(statements, organizationId),
  teams: ({ statements, organizationId }) => createTeamReader(statements, organizationId),
  identities: ({ statements, organizationId }) => createIdentityReader(statements, organizationId),
  connections: ({ statements, organizationId }) => createConnectionReader(statements, organizationId),
  keys: ({ statements, organizationId }) => createKeyReader(statements, organizationId),
  clients: ({ statements, organizationId }) => createClientReader(statements, organizationId),
  events: ({ statements, organizationId }) => createEventReader(statements, organizationId),
  subscriptions: ({ statements, organizationId }) => createSubscriptionReader(statements, organizationId),
  asyncRequests: ({ statements, organizationId }) => createAsyncRequestReader(statements, organizationId),
  holds: ({ statements, organizationId }) => createHoldReader(statements, organizationId),
  notices: ({ statements, organizationId }) => createNoticeReader(statements, organizationId),
  revocations: ({ statements, organizationId }) => createRevocationReader(statements, organizationId),
  plans: ({ statements, organizationId }) => createPlanReader(statements, organizationId),
  requestLog: ({ statements, organizationId }) => createRequestLogReader(statements, organizationId),
  getOwnerlessSince: (of) => () => readOwnerlessSince(of),
  getState:
    ({ statements, organizationId }) =>
    () =>
      readState(statements, organizationId),
}

const lazyReader = lazyNouns<ReaderOf, StoreReader>(readerNouns)

async function readOwnerlessSince({ organizationId, statements }: ReaderOf): Promise<string | null> {
  const [row] = await statements.all<RowOf<'organizations', 'ownerless_since'>>(
    'SELECT ownerless_since FROM organizations WHERE id = ?',
    [organizationId],
  )
  return row === undefined ? null : toOptionalText(row, 'ownerless_since')
}

/**
 * Runs `work` within a transaction of the database: raises the organization's revision first, which
 * makes writes of one organization serial, and writes the events last. What `ahead` asks for comes with the revision.
 */
export async function runTransaction<T>(
  statements: WritingStatements,
  organizationId: string,
  scope: WriteScope,
  resourceTypes: ResourceTypes,
  work: (transaction: StoreTransaction) => Promise<T>,
): Promise<T> {
  scope.gone?.throwIfAborted()
  const noted = noteReads(statements, (noting) => scope.ahead?.(createReader(noting, organizationId)))
  const locked = lockState(statements, organizationId)
  const made = makeReads(statements, noted)
  const { head, state } = await locked
  // Another process may have had the row for as long as a lock is waited for.
  scope.gone?.throwIfAborted()
  return runLocked(statements, organizationId, scope, resourceTypes, { head, state }, made, work)
}

/** Makes an organization, and runs `work` in the same transaction, its first. `undefined` where there is one of its names. */
export async function runCreation<T>(
  statements: WritingStatements,
  { created, creation, externalId, id, name, settings }: OrganizationOfProduct,
  scope: WriteScope,
  resourceTypes: ResourceTypes,
  work: (transaction: StoreTransaction) => Promise<T>,
): Promise<{ readonly value: T } | undefined> {
  scope.gone?.throwIfAborted()
  const [row] = await statements.write<LockedRow>(
    `INSERT INTO organizations (id, name, settings, created, external_id, creation, revision)
     SELECT ?, ?, ?, ?, ?, ?, 1 WHERE NOT EXISTS (SELECT 1 FROM organizations WHERE id = ? AND ${stands})
     ON CONFLICT (external_id) DO NOTHING RETURNING ${stateColumns}, audit_head`,
    [id, name, JSON.stringify(settings), created, externalId, creation, externalId],
  )
  if (row === undefined) return undefined
  return { value: await runLocked(statements, id, scope, resourceTypes, toLockedState(row, id), [], work) }
}

async function runLocked<T>(
  statements: WritingStatements,
  organizationId: string,
  scope: WriteScope,
  resourceTypes: ResourceTypes,
  { head, state }: LockedState,
  made: ReturnType<typeof makeReads>,
  work: (transaction: StoreTransaction) => Promise<T>,
): Promise<T> {
  const { cause, now } = scope
  const events = createEventWriter(statements, { organizationId, revision: state.revision, now, cause, head })
  const transaction = createTransaction(
    withReadsMade(statements, made),
    organizationId,
    scope,
    resourceTypes,
    state,
    events,
  )
  const answer = await work(transaction)
  // A statement that failed fails the transaction, also one that nobody has asked for.
  await Promise.all(made.map(([, rows]) => rows))
  await events.flush()
  return answer
}

/** The state, and the hash that the next event is sealed with. */
interface LockedState {
  readonly state: OrganizationState
  readonly head: string | null
}

/**
 * The state with its revision raised. In PostgreSQL the row is locked by that. The writer of a SQLite file is alone: it
 * raises the revision when it writes.
 */
async function lockState(statements: WritingStatements, organizationId: string): Promise<LockedState> {
  if (statements.dialect.name === 'postgres') {
    const [row] = await statements.all<LockedRow>(
      `UPDATE organizations SET revision = revision + 1 WHERE id = ? AND ${stands} RETURNING ${stateColumns}, audit_head`,
      [organizationId],
    )
    return toLockedState(row, organizationId)
  }
  const [row] = await statements.all<LockedRow>(
    `SELECT ${stateColumns}, audit_head FROM organizations WHERE id = ? AND ${stands}`,
    [organizationId],
  )
  const { head, state } = toLockedState(row, organizationId)
  await statements.write(raiseRevision, [state.revision, organizationId])
  return { head, state: { ...state, revision: state.revision + 1 } }
}

async function readState({ all }: Statements, organizationId: string): Promise<OrganizationState> {
  const [row] = await all<StateRow>(`SELECT ${stateColumns} FROM organizations WHERE id = ? AND ${stands}`, [
    organizationId,
  ])
  return toState(row, organizationId)
}

function toLockedState(row: LockedRow | undefined, organizationId: string): LockedState {
  const state = toState(row, organizationId)
  return { state, head: row === undefined ? null : toOptionalText(row, 'audit_head') }
}

function createTransaction(
  statements: WritingStatements,
  organizationId: string,
  scope: WriteScope,
  resourceTypes: ResourceTypes,
  state: OrganizationState,
  events: BufferedEvents,
): StoreTransaction {
  const place = { cause: scope.cause, now: scope.now, revision: state.revision }
  const own = createOwnMemberships(statements)
  return lazyTransaction({ statements, organizationId, scope, resourceTypes, state, place, events, own })
}

interface TransactionOf extends ReaderOf {
  readonly statements: WritingStatements
  readonly scope: WriteScope
  readonly resourceTypes: ResourceTypes
  readonly state: OrganizationState
  readonly place: Pick<WriteScope, 'cause' | 'now'> & Pick<OrganizationState, 'revision'>
  readonly events: BufferedEvents
  readonly own: OwnMemberships
}

/** What reads a noun and what writes it, as one. A spread of both takes twenty times as long, for functions that are new each time. */
function joined<Reader extends object, Writer extends object>(reader: Reader, writer: Writer): Reader & Writer {
  return Object.assign(reader, writer)
}

const lazyTransaction = lazyNouns<TransactionOf, StoreTransaction>({
  ...readerNouns,
  state: ({ state }) => state,
  now: ({ scope }) => scope.now,
  cause: ({ scope }) => scope.cause,
  users: ({ statements, organizationId, resourceTypes }) =>
    joined(
      createUserReader(statements, organizationId),
      createUserWriter(statements, organizationId, resourceTypes.User),
    ),
  groups: ({ own, statements, organizationId, resourceTypes, scope }) =>
    joined(
      createGroupReader(statements, organizationId),
      createGroupWriter(statements, organizationId, resourceTypes.Group, scope.now, own),
    ),
  groupFindings: ({ statements, organizationId }) =>
    joined(createGroupFindingReader(statements, organizationId), createGroupFindingWriter(statements, organizationId)),
  members: ({ own, statements, organizationId, place }) =>
    joined(
      createMemberReader(statements, organizationId, undefined, own),
      createMemberWriter(statements, organizationId, place, own),
    ),
  grants: ({ statements, organizationId }) =>
    joined(createGrantReader(statements, organizationId), createGrantWriter(statements, organizationId)),
  assignments: ({ statements, organizationId }) =>
    joined(createAssignmentReader(statements, organizationId), createAssignmentWriter(statements, organizationId)),
  bindings: ({ own, statements, organizationId }) =>
    joined(createBindingReader(statements, organizationId, own), createBindingWriter(statements, organizationId, own)),
  mappings: ({ statements, organizationId, scope }) =>
    joined(createMappingReader(statements, organizationId), createMappingWriter(statements, organizationId, scope.now)),
  teams: ({ statements, organizationId, scope }) =>
    joined(createTeamReader(statements, organizationId), createTeamWriter(statements, organizationId, scope.now)),
  identities: ({ statements, organizationId }) =>
    joined(createIdentityReader(statements, organizationId), createIdentityWriter(statements, organizationId)),
  connections: ({ statements, organizationId }) =>
    joined(createConnectionReader(statements, organizationId), createConnectionWriter(statements, organizationId)),
  keys: ({ statements, organizationId }) =>
    joined(createKeyReader(statements, organizationId), createKeyWriter(statements, organizationId)),
  clients: ({ statements, organizationId }) =>
    joined(createClientReader(statements, organizationId), createClientWriter(statements, organizationId)),
  subscriptions: ({ statements, organizationId }) =>
    joined(createSubscriptionReader(statements, organizationId), createSubscriptionWriter(statements, organizationId)),
  asyncRequests: ({ statements, organizationId }) =>
    joined(createAsyncRequestReader(statements, organizationId), createAsyncRequestWriter(statements, organizationId)),
  holds: ({ statements, organizationId }) =>
    joined(createHoldReader(statements, organizationId), createHoldWriter(statements, organizationId)),
  notices: ({ statements, organizationId }) =>
    joined(createNoticeReader(statements, organizationId), createNoticeWriter(statements, organizationId)),
  revocations: ({ statements, organizationId, place }) =>
    joined(
      createRevocationReader(statements, organizationId),
      createRevocationWriter(statements, organizationId, place),
    ),
  events: ({ statements, organizationId, events }) => joined(createEventReader(statements, organizationId), events),
  jobs: ({ statements, organizationId }) => createJobWriter(statements, organizationId),
  sessions: ({ statements, organizationId }) => createSessionWriter(statements, organizationId),
  signIns: ({ statements, organizationId }) => createSignInWriter(statements, organizationId),
  setOwnerless: (of) => (since) => setColumn(of, 'ownerless_since', since),
  setUndecided: (of) => (since) => setColumn(of, 'undecided_since', since),
  setSettings: (of) => (settings) => setColumn(of, 'settings', JSON.stringify(settings)),
  setName: (of) => (name) => setColumn(of, 'name', name),
  setSuspended: (of) => (since) => setSuspended(of, since),
  setDeleted: (of) => (event) => setDeleted(of, event),
})

async function setColumn(
  { organizationId, statements }: TransactionOf,
  column: 'ownerless_since' | 'undecided_since' | 'suspended_at' | 'settings' | 'name',
  value: string | number | null,
): Promise<void> {
  await statements.write(`UPDATE organizations SET ${column} = ? WHERE id = ?`, [value, organizationId])
}

/** Its keys say it too, so that no request needs a look at the organization for it. */
async function setSuspended(of: TransactionOf, since: string | null): Promise<void> {
  await setColumn(of, 'suspended_at', since)
  await of.statements.write('UPDATE api_keys SET suspended_at = ? WHERE organization_id = ?', [
    since,
    of.organizationId,
  ])
}

/** The place in the feed first: whoever notes others may wait for this row, once a name that is unique has changed. */
async function setDeleted({ organizationId, statements }: TransactionOf, event: PlatformEvent): Promise<void> {
  await insertPlatformEvent(statements, event)
  await insertDeletion(statements, event)
  await statements.write(
    `UPDATE organizations SET deleted_at = ?, external_id = NULL, creation = NULL, ownerless_since = NULL, undecided_since = NULL
     WHERE id = ?`,
    [event.time, organizationId],
  )
  await statements.write("UPDATE subscriptions SET state = 'off', claim = NULL WHERE organization_id = ?", [
    organizationId,
  ])
  await createJobWriter(statements, organizationId).schedule([{ kind: deleteJob, subject: '', dueAt: event.time }])
}

function toState(row: StateRow | undefined, organizationId: string): OrganizationState {
  if (row === undefined) throw new NotFound(`There is no organization with the id ${organizationId}`)
  return {
    revision: toNumber(row, 'revision'),
    mappingVersion: toNumber(row, 'mapping_version'),
    mappingCreated: toOptionalText(row, 'mapping_created'),
    catalogueVersion: toNumber(row, 'catalogue_version'),
    undecidedSince: toOptionalNumber(row, 'undecided_since'),
    suspendedAt: toOptionalText(row, 'suspended_at'),
    settings: { ...defaultOrganizationSettings, ...(toJson(row, 'settings') as OrganizationSettings) },
  }
}

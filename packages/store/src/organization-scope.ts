import { defaultOrganizationSettings, type OrganizationSettings } from '@rolecall/core/directory/organization'
import { NotFound } from '@rolecall/core/scim/errors'
import type { ResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import type { OrganizationState, StoreReader, StoreTransaction, WriteScope } from '@rolecall/core/store'

import { toJson, toNumber, toOptionalNumber, toOptionalText } from './decode.ts'
import { createAssignmentReader, createAssignmentWriter } from './noun/assignments.ts'
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
import { createMemberReader, createMemberWriter } from './noun/members.ts'
import { createRevocationReader, createRevocationWriter } from './noun/revocations.ts'
import { createResourceReader } from './noun/resources.ts'
import { createPeopleReader } from './noun/people.ts'
import { createPlanReader } from './noun/plans.ts'
import { createRequestLogReader } from './noun/request-log.ts'
import { createTeamReader, createTeamWriter } from './noun/teams.ts'
import { createUserReader, createUserWriter } from './noun/users.ts'
import { makeReads, noteReads, withMade, withReadsMade } from './sql/read-ahead.ts'
import { raiseRevision, type Statements, type WritingStatements } from './sql/statements.ts'
import type { RowOf } from './tables/row-of.ts'

interface TransactionScope extends WriteScope {
  readonly resourceTypes: ResourceTypes
}

type StateRow = RowOf<
  'organizations',
  'revision' | 'mapping_version' | 'catalogue_version' | 'undecided_since' | 'settings'
>

type LockedRow = StateRow & RowOf<'organizations', 'audit_head'>

const stateColumns = 'revision, mapping_version, catalogue_version, undecided_since, settings'

/** Reads of one organization, of which those of `ahead` go by one trip, with the first that is asked. */
export function createAskedReader(
  statements: Statements,
  organizationId: string,
  ahead: ((reader: StoreReader) => void) | undefined,
): StoreReader {
  if (ahead === undefined) return createReader(statements, organizationId)
  const noted = noteReads(statements, (noting) => ahead(createReader(noting, organizationId)))
  return createReader(withMade(statements, makeReads(statements, noted)), organizationId)
}

/** Reads of one organization: every statement has its id. */
export function createReader(statements: Statements, organizationId: string): StoreReader {
  return {
    organizationId,
    users: createUserReader(statements, organizationId),
    people: createPeopleReader(statements, organizationId),
    groups: createGroupReader(statements, organizationId),
    groupFindings: createGroupFindingReader(statements, organizationId),
    resources: createResourceReader(statements, organizationId),
    members: createMemberReader(statements, organizationId),
    grants: createGrantReader(statements, organizationId),
    assignments: createAssignmentReader(statements, organizationId),
    bindings: createBindingReader(statements, organizationId),
    mappings: createMappingReader(statements, organizationId),
    teams: createTeamReader(statements, organizationId),
    identities: createIdentityReader(statements, organizationId),
    connections: createConnectionReader(statements, organizationId),
    keys: createKeyReader(statements, organizationId),
    clients: createClientReader(statements, organizationId),
    events: createEventReader(statements, organizationId),
    holds: createHoldReader(statements, organizationId),
    revocations: createRevocationReader(statements, organizationId),
    async getOwnerlessSince() {
      const [row] = await statements.all<RowOf<'organizations', 'ownerless_since'>>(
        'SELECT ownerless_since FROM organizations WHERE id = ?',
        [organizationId],
      )
      return row === undefined ? null : toOptionalText(row, 'ownerless_since')
    },
    plans: createPlanReader(statements, organizationId),
    requestLog: createRequestLogReader(statements, organizationId),
    getState: () => readState(statements, organizationId),
  }
}

/**
 * Runs `work` within a transaction of the database: raises the organization's revision first, which
 * makes writes of one organization serial, and writes the events last. What `ahead` asks for comes with the revision.
 */
export async function runTransaction<T>(
  statements: WritingStatements,
  organizationId: string,
  scope: TransactionScope,
  work: (transaction: StoreTransaction) => Promise<T>,
): Promise<T> {
  scope.gone?.throwIfAborted()
  const noted = noteReads(statements, (noting) => scope.ahead?.(createReader(noting, organizationId)))
  const locked = lockState(statements, organizationId)
  const made = makeReads(statements, noted)
  const { head, state } = await locked
  // Another process may have had the row for as long as a lock is waited for.
  scope.gone?.throwIfAborted()
  const { cause, now } = scope
  const events = createEventWriter(statements, { organizationId, revision: state.revision, now, cause, head })
  const transaction = createTransaction(withReadsMade(statements, made), organizationId, scope, state, events)
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
      `UPDATE organizations SET revision = revision + 1 WHERE id = ? RETURNING ${stateColumns}, audit_head`,
      [organizationId],
    )
    return toLockedState(row, organizationId)
  }
  const [row] = await statements.all<LockedRow>(`SELECT ${stateColumns}, audit_head FROM organizations WHERE id = ?`, [
    organizationId,
  ])
  const { head, state } = toLockedState(row, organizationId)
  await statements.write(raiseRevision, [state.revision, organizationId])
  return { head, state: { ...state, revision: state.revision + 1 } }
}

async function readState({ all }: Statements, organizationId: string): Promise<OrganizationState> {
  const [row] = await all<StateRow>(`SELECT ${stateColumns} FROM organizations WHERE id = ?`, [organizationId])
  return toState(row, organizationId)
}

function toLockedState(row: LockedRow | undefined, organizationId: string): LockedState {
  const state = toState(row, organizationId)
  return { state, head: row === undefined ? null : toOptionalText(row, 'audit_head') }
}

function createTransaction(
  statements: WritingStatements,
  organizationId: string,
  { cause, now, resourceTypes }: TransactionScope,
  state: OrganizationState,
  events: BufferedEvents,
): StoreTransaction {
  const reader = createReader(statements, organizationId)
  const place = { cause, now, revision: state.revision }
  return {
    ...reader,
    state,
    now,
    cause,
    users: { ...reader.users, ...createUserWriter(statements, organizationId, resourceTypes.User) },
    groups: { ...reader.groups, ...createGroupWriter(statements, organizationId, resourceTypes.Group, now) },
    groupFindings: { ...reader.groupFindings, ...createGroupFindingWriter(statements, organizationId) },
    members: { ...reader.members, ...createMemberWriter(statements, organizationId, place) },
    grants: { ...reader.grants, ...createGrantWriter(statements, organizationId) },
    assignments: { ...reader.assignments, ...createAssignmentWriter(statements, organizationId) },
    bindings: { ...reader.bindings, ...createBindingWriter(statements, organizationId) },
    mappings: { ...reader.mappings, ...createMappingWriter(statements, organizationId, now) },
    teams: { ...reader.teams, ...createTeamWriter(statements, organizationId) },
    identities: { ...reader.identities, ...createIdentityWriter(statements, organizationId) },
    connections: { ...reader.connections, ...createConnectionWriter(statements, organizationId) },
    keys: { ...reader.keys, ...createKeyWriter(statements, organizationId) },
    clients: { ...reader.clients, ...createClientWriter(statements, organizationId) },
    events: { ...reader.events, ...events },
    holds: { ...reader.holds, ...createHoldWriter(statements, organizationId) },
    jobs: createJobWriter(statements, organizationId),
    revocations: { ...reader.revocations, ...createRevocationWriter(statements, organizationId, place) },
    async setOwnerless(since) {
      await statements.write('UPDATE organizations SET ownerless_since = ? WHERE id = ?', [since, organizationId])
    },
    async setUndecided(since) {
      await statements.write('UPDATE organizations SET undecided_since = ? WHERE id = ?', [since, organizationId])
    },
    async setSettings(settings) {
      await statements.write('UPDATE organizations SET settings = ? WHERE id = ?', [
        JSON.stringify(settings),
        organizationId,
      ])
    },
  }
}

function toState(row: StateRow | undefined, organizationId: string): OrganizationState {
  if (row === undefined) throw new NotFound(`There is no organization with the id ${organizationId}`)
  return {
    revision: toNumber(row, 'revision'),
    mappingVersion: toNumber(row, 'mapping_version'),
    catalogueVersion: toNumber(row, 'catalogue_version'),
    undecidedSince: toOptionalNumber(row, 'undecided_since'),
    settings: { ...defaultOrganizationSettings, ...(toJson(row, 'settings') as OrganizationSettings) },
  }
}

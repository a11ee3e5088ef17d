import { jobHandlers } from '@rolecall/core/job/job-handlers'
import type { OperationServices } from '@rolecall/core/change/operation-context'
import { runDueJobs } from '@rolecall/core/job/run-due-jobs'
import { verifyGrants } from '@rolecall/core/job/verify-grants'

import { clientOf, type Client, type Reply } from './client.ts'
import type { RolecallUnderTest, TestOrganization } from './rolecall.ts'

type Writable<T> = { -readonly [Name in keyof T]: T[Name] }

/** One organization on a server whose clock the test sets, in the words of its provider and its owner. */
export interface OrganizationUnderTest {
  readonly id: string
  readonly keys: TestOrganization['keys']
  readonly owner: Client
  readonly provider: Client
  putMapping(text: string): Promise<Reply>
  createUser(name: string, change?: object): Promise<string>
  createGroup(name: string, members?: readonly string[], change?: object): Promise<string>
  patchGroup(id: string, ...operations: readonly object[]): Promise<Reply>
  join(groupId: string, ...userIds: readonly string[]): Promise<Reply>
  leave(groupId: string, ...userIds: readonly string[]): Promise<Reply>
  /** `scope role state` of each grant of a member, in the order of their text. */
  grantsOf(name: string): Promise<readonly string[]>
  roleOf(name: string): Promise<string>
  openHolds(): Promise<readonly HoldBody[]>
  decide(holdId: string, verb: 'approve' | 'reject', seen?: DecisionUnderTest): Promise<Reply>
  /** The types of the events since the last call, with what each is about. */
  newEvents(): Promise<readonly EventBody[]>
  verify(): Promise<unknown>
}

export interface DecisionUnderTest {
  readonly ifMatch?: string
  readonly lines?: readonly unknown[]
}

export interface HoldBody {
  readonly id: string
  readonly etag: string
  readonly reason: string
  readonly kind: string
  readonly state: string
  readonly subject: string
  readonly lines: readonly {
    readonly id: string
    readonly emailAddress: string
    readonly role: string
    readonly effect: string
  }[]
}

export interface EventBody {
  readonly type: string
  readonly subject: string
  readonly data: Readonly<Record<string, unknown>>
}

/** A clock that the test sets; the server, its jobs and its mapping read it. */
export interface TestClock {
  now: string
  forward(milliseconds: number): void
  /** Runs what is due at the time of the clock. */
  runJobs(): Promise<void>
}

export const minute = 60_000
export const day = 24 * 60 * minute

/** Takes over the clock of a server that has just been started. */
export function takeClock({ services }: RolecallUnderTest): TestClock {
  const clock: TestClock = {
    now: '2026-03-01T08:00:00.000Z',
    forward(milliseconds) {
      clock.now = new Date(Date.parse(clock.now) + milliseconds).toISOString()
    },
    async runJobs() {
      const { failures } = await runDueJobs(services, jobHandlers)
      if (failures.length > 0) throw failures[0]?.error
    },
  }
  const writable = services as Writable<OperationServices>
  writable.now = () => clock.now
  return clock
}

/** Makes an organization with keys and clients. */
export async function createOrganizationUnderTest(rolecall: RolecallUnderTest): Promise<OrganizationUnderTest> {
  const { id, keys } = await rolecall.createOrganization('Acme')
  const owner = clientOf(rolecall, keys.organization)
  const provider = clientOf(rolecall, keys.scim)
  let seen = ''
  const members = (userIds: readonly string[]) => userIds.map((value) => ({ value }))
  const member = async (name: string) => (await owner('GET', `/api/organization/members/${name}@example.com`)).body
  return {
    id,
    keys,
    owner,
    provider,
    putMapping: (text) =>
      owner('PUT', '/api/settings/scim-mapping', { body: text, headers: { 'content-type': 'application/yaml' } }),
    async createUser(name, change = {}) {
      const user = { userName: `${name}@example.com`, active: true, ...change }
      return (await provider('POST', '/api/scim/v2/Users', { body: user })).body.id
    },
    async createGroup(name, userIds = [], change = {}) {
      const group = { displayName: name, members: members(userIds), ...change }
      return (await provider('POST', '/api/scim/v2/Groups', { body: group })).body.id
    },
    patchGroup: (group, ...operations) =>
      provider('PATCH', `/api/scim/v2/Groups/${group}`, { body: { Operations: operations } }),
    join: (group, ...userIds) =>
      provider('PATCH', `/api/scim/v2/Groups/${group}`, {
        body: { Operations: [{ op: 'add', path: 'members', value: members(userIds) }] },
      }),
    leave: (group, ...userIds) =>
      provider('PATCH', `/api/scim/v2/Groups/${group}`, {
        body: { Operations: [{ op: 'remove', path: 'members', value: members(userIds) }] },
      }),
    async grantsOf(name) {
      const { grants } = (await member(name)) as { grants: readonly Record<'scope' | 'role' | 'state', string>[] }
      return grants.map(({ role, scope, state }) => `${scope} ${role} ${state}`).toSorted()
    },
    roleOf: async (name) => (await member(name)).role,
    openHolds: async () => (await owner('GET', '/api/holds?state=open')).body,
    decide: (hold, verb, { ifMatch, lines } = {}) =>
      owner('POST', `/api/holds/${hold}/${verb}`, {
        ...(ifMatch === undefined ? {} : { headers: { 'if-match': ifMatch } }),
        ...(lines === undefined ? {} : { body: { lines } }),
      }),
    async newEvents() {
      const events = (await owner('GET', `/api/events${seen === '' ? '' : `?lastEventId=${seen}`}`)).body
      seen = events.at(-1)?.id ?? seen
      return events.map((event: { type: string; subject: string; data: EventBody['data'] }) => ({
        type: event.type.split('.').at(-1) ?? '',
        subject: event.subject,
        data: event.data,
      }))
    },
    verify: async () => (await verifyGrants(rolecall.services, id)).differences,
  }
}

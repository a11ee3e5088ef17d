import { createApiKey, revokeApiKey } from '@rolecall/core/access/api-keys'
import type { RequestLogEntry } from '@rolecall/core/directory/request-log'
import { runDueJobs } from '@rolecall/core/job/run-due-jobs'
import { listNotices } from '@rolecall/core/notice/list-notices'
import { tellNotices, watchNotices } from '@rolecall/core/notice/watch-notices'
import { readOverview } from '@rolecall/core/organization/read-overview'
import { testRequest, testSubscription, testVerification } from '@rolecall/testkit/store-contract/test-records'
import { describe, expect, it } from 'vitest'

import { withRolecall } from './with-rolecall.ts'

const hour = 60 * 60 * 1_000
const day = 24 * hour

describe('notices', () => {
  const rolecall = withRolecall()

  async function createAcme() {
    const { clock, createOrganization, services } = rolecall()
    const acme = await createOrganization()
    await acme.newEvents()
    const events = async () =>
      (await acme.newEvents())
        .filter(({ type }) => type.startsWith('Notice'))
        .map(({ data, subject, type }) =>
          `${type} ${String(data['code'])} ${subject.split('/')[0]} ${String(data['daysLeft'] ?? '')}`.trim(),
        )
    /** What is told when somebody looks again. */
    async function told(): Promise<readonly string[]> {
      await tellNotices(acme.owner)
      return events()
    }
    async function createKey(
      expiresAt: string | null = null,
      scopes: readonly ['scim'] | readonly ['organization'] = ['scim'],
    ) {
      const { record } = await createApiKey(
        acme.owner,
        { displayName: 'Entra', scopes, expiresAt, connectionId: null, provider: 'entra' },
        'operator',
      )
      return record
    }
    const log = (outcome: RequestLogEntry['outcome'], count: number) =>
      services.store.requestLog.append(
        Array.from({ length: count }, () => testRequest(acme.id, { outcome, time: clock.now, id: services.newId() })),
      )
    const scope = { cause: { kind: 'job', requestId: null, keyId: null }, now: '2026-03-01T08:00:00.000Z' } as const
    /** The provider calls by a key: that is noted beside the requests, and here before anything else goes on. */
    async function call(keyId: string): Promise<void> {
      services.store.apiKeys.touch(keyId, clock.now)
      await services.store.write(acme.id, scope, () => Promise.resolve())
    }
    const later = (milliseconds: number) => new Date(Date.parse(clock.now) + milliseconds).toISOString()
    return { ...acme, clock, services, told, events, createKey, call, log, later }
  }

  it('tell 30, 7 and 1 days before that a key ends, that it has, and that it is revoked, each once', async () => {
    const { clock, createKey, later, told, owner } = await createAcme()
    const key = await createKey(later(100 * day))
    expect(await told()).toEqual([])
    const seen: string[] = []
    for (let hours = 0; hours < 103 * 24; hours += 12) {
      clock.forward(12 * hour)
      seen.push(...(await told()))
    }
    expect(seen).toEqual([
      'NoticeRaised secret-ends api-keys 30',
      'NoticeRaised secret-ends api-keys 7',
      'NoticeRaised secret-ends api-keys 1',
      'NoticeRaised secret-ends api-keys 0',
    ])
    await revokeApiKey(owner, key.id, 'operator')
    expect(await told()).toEqual(['NoticeCleared secret-ends api-keys 0'])
    expect(await told()).toEqual([])
  })

  it('tell nothing twice and take nothing back where the clock jumps to and fro', async () => {
    const { clock, createKey, later, told } = await createAcme()
    await createKey(later(40 * day))
    clock.forward(35 * day)
    expect(await told()).toEqual(['NoticeRaised secret-ends api-keys 5'])
    clock.forward(-30 * day)
    expect(await told()).toEqual([])
    clock.forward(30 * day)
    expect(await told()).toEqual([])
    clock.forward(4 * day)
    expect(await told()).toEqual(['NoticeRaised secret-ends api-keys 1'])
  })

  it('are told once by two processes that look at the same time, and not again after a restart', async () => {
    const { createKey, events, later, owner, services, clock } = await createAcme()
    await createKey(later(40 * day))
    clock.forward(20 * day)
    await Promise.all([tellNotices(owner), tellNotices(owner), tellNotices(owner)])
    expect(await events()).toEqual(['NoticeRaised secret-ends api-keys 20'])
    for (let round = 0; round < 2; round += 1) {
      clock.forward(hour)
      expect((await runDueJobs(services, [watchNotices])).failures).toEqual([])
    }
    expect(await events()).toEqual([])
  })

  it('tell of a provider that used to call and does not, until it calls again', async () => {
    const { call, clock, createKey, told } = await createAcme()
    const key = await createKey()
    clock.forward(30 * day)
    expect(await told()).toEqual([])
    await call(key.id)
    clock.forward(7 * day)
    expect(await told()).toEqual([])
    clock.forward(1)
    expect(await told()).toEqual(['NoticeRaised provider-silent providers'])
    // Another key of the same provider is how it calls now.
    const next = await createKey()
    await call(next.id)
    expect(await told()).toEqual(['NoticeCleared provider-silent providers'])
    expect(await told()).toEqual([])
  })

  it('tell that a provider nears quarantine, that it is there, and when it is well again', async () => {
    const { clock, log, told } = await createAcme()
    await log('refused', 19)
    expect(await told()).toEqual([])
    await log('success', 41)
    expect(await told()).toEqual(['NoticeRaised provider-failing provisioning-log'])
    await log('failed', 30)
    expect(await told()).toEqual(['NoticeRaised provider-failing provisioning-log'])
    // Up and down around where it is spoken of is no news.
    await log('success', 190)
    expect(await told()).toEqual([])
    clock.forward(day)
    expect(await told()).toEqual(['NoticeCleared provider-failing provisioning-log'])
  })

  it('tell of a hold that has waited for a day, and of its decision', async () => {
    const { clock, createGroup, createUser, decide, openHolds, patchGroup, putMapping, told } = await createAcme()
    const staff = await createGroup('staff', [await createUser('ann')])
    await putMapping('scimGroupMappings: [{ scimGroup: staff, type: organizationOwner }]')
    await patchGroup(staff, { op: 'replace', value: { displayName: 'staff-old' } })
    await createGroup('staff', [await createUser('bob')])
    const [hold] = await openHolds()
    expect(await told()).toEqual([])
    clock.forward(day)
    expect(await told()).toEqual(['NoticeRaised hold-waiting holds'])
    await decide(hold?.id ?? '', 'rejected')
    expect(await told()).toEqual(['NoticeCleared hold-waiting holds'])
  })

  it('tell of an organization without an Owner, of endpoints that are off, and of roles that differ', async () => {
    const { clock, createGroup, createUser, deleteUser, id, later, putMapping, services, told } = await createAcme()
    const ann = await createUser('ann')
    await createGroup('owners', [ann])
    await putMapping('scimGroupMappings: [{ scimGroup: owners, type: organizationOwner }]')
    await deleteUser(ann)
    const off = testSubscription(id, { state: 'off', offReason: 'failing', failingSince: later(-3 * day) })
    const scope = { cause: { kind: 'job', requestId: null, keyId: null }, now: clock.now } as const
    await services.store.write(id, scope, (tx) => tx.subscriptions.insert(off))
    await services.store.verifications.put(id, testVerification({ differences: 2 }))
    expect(await told()).toEqual([
      'NoticeRaised ownerless organization',
      'NoticeRaised roles-differ verification',
      'NoticeRaised endpoint-off subscriptions',
    ])
    await services.store.write(id, scope, (tx) =>
      tx.subscriptions.update(off.id, { ...off, state: 'on', offReason: null }),
    )
    await services.store.verifications.put(id, testVerification({ differences: 0 }))
    expect(await told()).toEqual([
      'NoticeCleared endpoint-off subscriptions',
      'NoticeCleared roles-differ verification',
    ])
  })

  it('tell of events that were given up, and no more when they are delivered again or a week is over', async () => {
    const { clock, id, later, services, told } = await createAcme()
    const scope = { cause: { kind: 'job', requestId: null, keyId: null }, now: clock.now } as const
    const hook = testSubscription(id)
    await services.store.write(id, scope, (tx) => tx.subscriptions.insert(hook))
    const give = async (index: number) => {
      const { subscriptions } = services.store
      const at = { now: clock.now, latestClaim: later(day), latestWake: later(day) }
      const standing = await subscriptions.claim(hook, at, { token: 't', until: later(1_000) })
      if (standing === undefined) throw new Error('somebody has it')
      const dead = { subscriptionId: hook.id, revision: 1, index, lane: 'users/1', state: 'dead', attempts: 1 } as const
      const put = [{ ...dead, failedAt: clock.now, dueAt: clock.now, error: 'status 400 (invalid_request)' }]
      await subscriptions.save(hook, 't', { ...standing, put, drop: [] })
    }
    await give(1)
    expect(await told()).toEqual(['NoticeRaised events-given-up subscriptions'])
    await give(2)
    expect(await told()).toEqual([])
    await services.store.write(id, scope, (tx) => tx.subscriptions.rewind(hook.id, { revision: 0, index: 0 }))
    expect(await told()).toEqual(['NoticeCleared events-given-up subscriptions'])
    await give(3)
    expect(await told()).toEqual(['NoticeRaised events-given-up subscriptions'])
    clock.forward(11 * day)
    expect(await told()).toContain('NoticeCleared events-given-up subscriptions')
  })

  it('are silent about an organization that is suspended', async () => {
    const { clock, createKey, id, later, services, told } = await createAcme()
    await createKey(later(40 * day))
    const scope = { cause: { kind: 'job', requestId: null, keyId: null }, now: clock.now } as const
    await services.store.write(id, scope, (tx) => tx.setSuspended(clock.now))
    clock.forward(39 * day)
    expect(await told()).toEqual([])
    await services.store.write(id, scope, (tx) => tx.setSuspended(null))
    expect(await told()).toEqual(['NoticeRaised secret-ends api-keys 1'])
  })

  it('are on the overview at once, with the time of their event where there was one', async () => {
    const { clock, createKey, later, owner, told } = await createAcme()
    const key = await createKey(later(40 * day))
    clock.forward(20 * day)
    const since = clock.now
    const shown = {
      code: 'secret-ends',
      subject: `api-keys/${key.id}`,
      message: expect.stringContaining('ends in 20 days'),
    }
    expect((await readOverview(owner)).notices).toEqual([{ ...shown, since }])
    await told()
    clock.forward(day)
    expect((await readOverview(owner)).notices).toEqual([
      { ...shown, since, message: expect.stringContaining('ends in 19 days') },
    ])
    await revokeApiKey(owner, key.id, 'operator')
    expect(await listNotices(owner, undefined)).toEqual([])
  })

  it('are told by the thresholds of the server', async () => {
    const { clock, createKey, events, later, owner } = await createAcme()
    await createKey(later(100 * day))
    const notices = { secretEnds: [90 * day], providerSilent: day, holdWaits: day }
    clock.forward(20 * day)
    await tellNotices({ ...owner, notices })
    expect(await events()).toEqual(['NoticeRaised secret-ends api-keys 80'])
  })
})

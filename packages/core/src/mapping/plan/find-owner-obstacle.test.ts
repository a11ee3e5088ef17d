import { describe, expect, it } from 'vitest'

import type { Grant } from '../../directory/grant.ts'
import type { GrantLineKind, GrantLineTemplate, GrantTemplate } from '../../directory/plan.ts'
import type { StoreReader } from '../../store.ts'
import { findOwnerObstacle } from './find-owner-obstacle.ts'
import { toGrantOf } from './grant-text.ts'
import type { LinesByKind } from './lines-by-kind.ts'

const now = '2027-01-01T00:00:00.000Z'
const owner: GrantTemplate = {
  scope: 'organization',
  role: 'Owner',
  ruleId: 's:r',
  groupId: '',
  mappingVersion: 1,
  hold: null,
  expiresAt: null,
}
const editor: GrantTemplate = { ...owner, scope: 'team:sales' as GrantTemplate['scope'] }

const holder = (userId: string, memberActive = true): Grant & { memberActive: boolean } => ({
  ...toGrantOf(owner, { userId, since: '2026-01-01T00:00:00.000Z' }),
  memberActive,
})

interface Change {
  readonly kind: GrantLineKind
  readonly userId: string
  readonly put?: GrantTemplate
  readonly deleted?: GrantTemplate
  readonly active?: boolean
}

function obstacle(holders: readonly ReturnType<typeof holder>[], ...changes: readonly Change[]) {
  const reader = { grants: { listHolders: async () => holders } } as unknown as StoreReader
  const templates = changes.map(({ active = true, deleted = null, kind, put = null }): GrantLineTemplate => ({
    kind,
    put,
    stands: false,
    deleted,
    memberActive: active,
    state: 'active',
    group: null,
    reason: '',
  }))
  const lines = { adds: [], removes: [], changes: [], held: [], effects: [], failed: [] }
  const byKind: LinesByKind = changes.reduce(
    (all, { kind, userId }, template) => ({ ...all, [kind]: [...all[kind], { userId, userName: userId, template }] }),
    lines as LinesByKind,
  )
  return findOwnerObstacle(reader, byKind, templates, now)
}

const removes = (userId: string, deleted = owner): Change => ({ kind: 'removes', userId, deleted })
const adds = (userId: string, put = owner, active = true): Change => ({ kind: 'adds', userId, put, active })
const refused = { code: 'LAST_OWNER', message: expect.stringContaining('without an Owner') }

describe('what a plan says of the last Owner', () => {
  it('is that an apply would be refused which takes the role away from all', async () => {
    expect(await obstacle([holder('ann')], removes('ann'))).toEqual(refused)
    expect(await obstacle([holder('ann'), holder('bob')], removes('ann'), removes('bob'))).toEqual(refused)
  })

  it('is nothing where another one stays or comes', async () => {
    expect(await obstacle([holder('ann'), holder('bob')], removes('ann'))).toBeNull()
    expect(await obstacle([holder('ann')], removes('ann'), adds('bob'))).toBeNull()
    const instead = { kind: 'changes', userId: 'ann', put: { ...owner, ruleId: 's:x' }, deleted: owner } as const
    expect(await obstacle([holder('ann')], instead)).toBeNull()
    expect(await obstacle([holder('ann')])).toBeNull()
  })

  it('is no less where who stays or comes has no use of it', async () => {
    expect(await obstacle([holder('ann'), holder('bob', false)], removes('ann'))).toEqual(refused)
    expect(await obstacle([holder('ann')], removes('ann'), adds('bob', owner, false))).toEqual(refused)
    expect(await obstacle([holder('ann')], removes('ann'), adds('bob', { ...owner, expiresAt: now }))).toEqual(refused)
    expect(await obstacle([holder('ann')], removes('ann'), adds('bob', editor))).toEqual(refused)
    expect(await obstacle([holder('ann')], removes('ann'), adds('bob', { ...owner, role: 'Member' }))).toEqual(refused)
  })

  it('is nothing of what is no role of an Owner, or of somebody who is inactive already', async () => {
    expect(await obstacle([holder('ann')], removes('ann', editor))).toBeNull()
    expect(await obstacle([holder('ann', false)], removes('ann'))).toBeNull()
    expect(await obstacle([], removes('ann'))).toBeNull()
  })

  it('is nothing of what waits for an owner', async () => {
    expect(await obstacle([holder('ann')], { kind: 'held', userId: 'ann', deleted: owner })).toBeNull()
  })
})

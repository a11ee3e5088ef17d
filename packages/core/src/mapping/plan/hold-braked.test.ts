import { describe, expect, it } from 'vitest'

import type { BrakeLimits } from '../../directory/brake.ts'
import type {
  EffectLineTemplate,
  FailedLineTemplate,
  GrantLineTemplate,
  GrantTemplate,
  LineTemplate,
} from '../../directory/plan.ts'
import type { StoreReader } from '../../store.ts'
import { holdBraked } from './hold-braked.ts'

const now = '2027-01-01T12:00:00.000Z'

const editor: GrantTemplate = {
  scope: 'organization',
  role: 'Editor',
  ruleId: 's:r',
  groupId: 'g',
  mappingVersion: 1,
  hold: null,
  expiresAt: null,
}
const grantLine: Omit<GrantLineTemplate, 'kind'> = {
  put: null,
  stands: false,
  deleted: editor,
  memberActive: true,
  state: 'active',
  group: 'staff',
  reason: 'no longer fits',
}
const removes: LineTemplate = { ...grantLine, kind: 'removes' }
const adds: LineTemplate = { ...grantLine, kind: 'adds', put: editor, deleted: null }
const changes: LineTemplate = { ...grantLine, kind: 'changes', put: { ...editor, ruleId: 's:x' } }
const stands: LineTemplate = { ...grantLine, kind: 'changes', put: editor, stands: true }
const over: LineTemplate = { ...grantLine, kind: 'removes', deleted: { ...editor, expiresAt: now } }
const failed: FailedLineTemplate = { kind: 'failed', source: 's', rule: 'r', line: 1, plugin: 'p', reason: 'no' }
const licence = { effect: 'licence', source: 's', rule: 'r', value: { sku: 'E5' } }
const lost: EffectLineTemplate = {
  kind: 'effects',
  change: 'removes',
  put: null,
  deleted: licence,
  lost: true,
  reason: 'no longer fits',
}
const kept: EffectLineTemplate = { ...lost, lost: false }
const given: EffectLineTemplate = { ...lost, change: 'adds', put: licence, deleted: null }

interface Hour {
  readonly limits?: BrakeLimits | null
  readonly revoked?: number
  readonly derived?: number
}

/** One person a line, in order; the kind of each afterwards, `held` for effects too. */
async function kindsOf(lines: readonly LineTemplate[], { derived = 0, limits = null, revoked = 0 }: Hour) {
  const templates = [...new Set(lines)]
  const stored = lines.map((template, index) => ({
    userId: `u${index}`,
    userName: `u${index}@x`,
    template: templates.indexOf(template),
  }))
  const asked: string[] = []
  const reader = {
    revocations: {
      async count(since: string) {
        asked.push(since)
        return revoked
      },
    },
    grants: { countDerived: async () => derived },
  } as unknown as StoreReader
  const comparison = { circumstances: { now }, limits, reader } as unknown as Parameters<typeof holdBraked>[0]
  const after = await holdBraked(comparison, stored, templates)
  expect(after.map(({ userId }) => userId)).toEqual(stored.map(({ userId }) => userId))
  const kinds = after.map(({ template }) => {
    const line = templates[template]
    return line?.kind === 'effects' ? line.change : line?.kind
  })
  return { kinds, templates, asked, after }
}

const limit = (maxRevocations: number, maxRevocationPercent = 0) => ({ maxRevocations, maxRevocationPercent })

describe('what the brake would hold of a plan', () => {
  it('is nothing without limits, which nothing is counted for', async () => {
    expect(await kindsOf([removes, lost], {})).toMatchObject({ kinds: ['removes', 'removes'], asked: [] })
  })

  it('is what goes beyond the limit, counted over the hour before', async () => {
    const { asked, kinds } = await kindsOf([removes, removes, removes], { limits: limit(2), revoked: 1 })
    expect(kinds).toEqual(['removes', 'held', 'held'])
    expect(asked).toEqual(['2027-01-01T11:00:00.000Z'])
    const hour = { limits: limit(0, 50), derived: 2, revoked: 2 }
    expect((await kindsOf([removes, removes], hour)).kinds).toEqual(['held', 'held'])
    expect((await kindsOf([removes, removes], { ...hour, derived: 4 })).kinds).toEqual(['removes', 'held'])
  })

  it('stays in force, as the line says, and has one template for all', async () => {
    const { after, templates } = await kindsOf([removes, removes], { limits: limit(0) })
    expect(templates).toHaveLength(2)
    expect(after.map(({ template }) => template)).toEqual([1, 1])
    expect(templates[1]).toEqual({
      ...removes,
      kind: 'held',
      state: 'retained',
      reason: 'no longer fits; stays in force until an owner decides, for the limits of the mapping',
    })
  })

  it('is nothing of what comes, changes, is over, or could not be decided', async () => {
    const { kinds } = await kindsOf([adds, stands, over, failed, kept, given, removes], { limits: limit(0) })
    expect(kinds).toEqual(['adds', 'changes', 'removes', 'failed', 'removes', 'adds', 'held'])
  })

  it('is nothing of a role that another rule gives instead, though it counts', async () => {
    expect((await kindsOf([changes, removes], { limits: limit(1) })).kinds).toEqual(['changes', 'held'])
    expect((await kindsOf([changes], { limits: limit(0) })).kinds).toEqual(['changes'])
  })

  it('is of what plugins give what goes beyond, after the roles', async () => {
    expect((await kindsOf([lost, lost], { limits: limit(1) })).kinds).toEqual(['removes', 'held'])
    expect((await kindsOf([removes, lost], { limits: limit(1) })).kinds).toEqual(['removes', 'held'])
    expect((await kindsOf([over, lost], { limits: limit(1) })).kinds).toEqual(['removes', 'removes'])
    const hour = { limits: limit(0, 50), derived: 4, revoked: 0 }
    expect((await kindsOf([removes, lost, lost], hour)).kinds).toEqual(['removes', 'removes', 'held'])
    expect((await kindsOf([removes, lost, lost], { ...hour, derived: 2, revoked: 2 })).kinds).toEqual([
      'held',
      'held',
      'held',
    ])
    const { after, templates } = await kindsOf([lost, lost], { limits: limit(0) })
    expect(after.map(({ template }) => template)).toEqual([1, 1])
    expect(templates[1]).toMatchObject({ kind: 'effects', change: 'held', deleted: licence })
  })
})

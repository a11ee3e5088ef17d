import type { PlanLineView, PlanView } from '@rolecall/core/directory/plan-view'
import { describe, expect, it } from 'vitest'

import { planToMarkdown, refusalToMarkdown } from './plan-to-markdown.ts'

const line = (change: Partial<PlanLineView> = {}): PlanLineView => ({
  userId: '1',
  emailAddress: 'ada@example.com',
  scope: 'team:marketing',
  role: 'Steward',
  state: 'active',
  rule: 'scimGroupMappings/0',
  group: 'stewards',
  groupId: '7',
  expiresAt: null,
  reason: 'joins by stewards (line 2)',
  ...change,
})

const nothing = { people: 0, adds: 0, removes: 0, changes: 0, held: 0, effects: 0, failed: 0 }

const plan = (change: Partial<PlanView> = {}): PlanView => ({
  planId: 'p',
  baseVersion: 3,
  factRevision: 9,
  rollbackTo: null,
  textDiffers: true,
  created: '2026-11-30T00:00:00Z',
  expiresAt: '2026-12-01T00:00:00Z',
  summary: nothing,
  adds: [],
  removes: [],
  changes: [],
  held: [],
  effects: [],
  failed: [],
  warnings: [],
  errors: [],
  tests: { passed: 0, failed: 0, results: [], coverage: { rules: 0, covered: 0, uncovered: [] } },
  groups: null,
  roles: null,
  ...change,
})

describe('planToMarkdown', () => {
  it('says who loses, is held, waits for and gains what, and why, what is lost first', () => {
    const people = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => line({ emailAddress: `${name}@example.com` }))
    const text = planToMarkdown(
      plan({
        summary: { ...nothing, people: 10, adds: 8, removes: 1, held: 1 },
        adds: [...people, line({ state: 'waiting', scope: 'team:sales' })],
        removes: [line({ role: 'Owner', scope: 'organization', reason: 'left acme_owners' })],
        held: [line({ reason: 'beyond the limits' })],
      }),
      'mapping.yaml',
    )
    expect(text.split('\n')).toEqual([
      '### Plan of `mapping.yaml`',
      '',
      'Against version 3: **10 people**, 8 roles come, 1 role goes, 1 revocation waits for an owner.',
      '',
      '| who | | what | why |',
      '|---|---|---|---|',
      '| `ada@example.com` | **loses** | `Owner` of `organization` | `left acme_owners` |',
      '| `ada@example.com` | **is held** | `Steward` of `team:marketing` | `beyond the limits` |',
      '| `a@example.com`, `b@example.com`, `c@example.com`, `d@example.com`, `e@example.com` and 2 more | **gains** | `Steward` of `team:marketing` | `joins by stewards (line 2)` |',
      '| `ada@example.com` | **waits for** | `Steward` of `team:sales` | `joins by stewards (line 2)` |',
    ])
  })

  it('says why an apply is refused, which tests fail, and what could not be decided', () => {
    const problems = ['expected Steward of sales, got nothing']
    const text = planToMarkdown(
      plan({
        summary: { ...nothing, failed: 1 },
        errors: [{ code: 'LAST_OWNER', message: 'Nobody would be Owner.' }],
        tests: {
          passed: 1,
          failed: 1,
          results: [{ name: 'a steward', line: 12, outcome: 'failed', problems }],
          coverage: { rules: 1, covered: 1, uncovered: [] },
        },
        failed: [{ ...line({ reason: 'it has thrown' }), line: 8, plugin: 'tags' }],
        warnings: [{ severity: 'warning', code: 'UNKNOWN_TEAM', line: 2, column: 5, message: 'no team sales' }],
      }),
      'mapping.yaml',
    )
    expect(text).toContain('> An apply is refused: **LAST_OWNER** `Nobody would be Owner.`')
    expect(text).toContain('- test `a steward` (line 12) fails: `expected Steward of sales, got nothing`')
    expect(text).toContain('| `ada@example.com` | **keeps, undecided** | what line 8 gave | `it has thrown` |')
    expect(text).toContain('- warning at 2:5 **UNKNOWN_TEAM** `no team sales`')
  })

  it('says so where nothing changes, and where only the text does', () => {
    expect(planToMarkdown(plan({ textDiffers: false }), 'm.yaml')).toBe(
      '### Plan of `m.yaml`\n\nAgainst version 3: nothing changes.',
    )
    expect(planToMarkdown(plan(), 'm.yaml')).toContain('nothing changes for anybody, but the text is another')
  })

  it.each([
    ['a mention', '@everyone', '`@everyone`'],
    ['another cell and line', 'a | b\n| c', '`a \\| b \\| c`'],
    ['the end of its span', 'a``b` <img src=x>', '```a``b` <img src=x>```'],
    ['a text that turns around', 'a\u202eb', '`a b`'],
  ])('lets no name become %s', (_, reason, code) => {
    const text = planToMarkdown(
      plan({ summary: { ...nothing, people: 1, adds: 1 }, adds: [line({ reason })] }),
      'm.yaml',
    )
    expect(text.split('\n').at(-1)).toBe(
      `| \`ada@example.com\` | **gains** | \`Steward\` of \`team:marketing\` | ${code} |`,
    )
  })

  it('has room in a comment, whatever is in it, and counts what has none', () => {
    const adds = Array.from({ length: 2_000 }, (_, index) => line({ reason: `${index} ${'x'.repeat(400)}` }))
    const text = planToMarkdown(plan({ summary: { ...nothing, people: 2_000, adds: 5_000 }, adds }), 'mapping.yaml')
    expect(text.length).toBeLessThan(60_000)
    const rows = text.split('\n').filter((row) => row.startsWith('| `ada')).length
    // Of the 2,002 lines of the table, its rows, and the two that count what the plan itself leaves out.
    expect(text).toContain(`And ${2_000 - rows + 2} more lines, which have no room here.`)
  })
})

describe('refusalToMarkdown', () => {
  it('has every mistake with its place, or the reason where there is none', () => {
    const mistake = { severity: 'error', code: 'UNKNOWN_KEY', line: 3, column: 7, message: 'no `x`' } as const
    expect(refusalToMarkdown([mistake], '', 'm.yaml')).toContain(
      'refused: 1 error, 0 warnings\n\n- error at 3:7 **UNKNOWN_KEY** `` no `x` ``',
    )
    expect(refusalToMarkdown([], 'It is too large.', 'm.yaml')).toContain('refused: `It is too large.`')
  })
})

import { describe, expect, it } from 'vitest'

import { allChecks } from '../all-checks.ts'
import { profiles, toChecks, type Level } from '../check.ts'
import type { CheckResult } from '../run-suite.ts'
import { judgeRequirements } from './judge-requirements.ts'
import { profileRequirements, shows } from './profile-requirements.ts'
import type { Requirement } from './requirement.ts'

const requirement: Requirement = {
  id: 'ENT-99',
  level: 'must',
  of: 'server',
  section: '§1',
  text: 'It is so',
  shownBy: ['other/one', 'whole/'],
}

function resultOf(id: string, outcome: CheckResult['outcome'], level: Level = 'must', row: string | null = null) {
  const [name = '', word = ''] = id.split('/')
  const [check] = toChecks({
    name,
    source: 'a page',
    level,
    checks: [{ id: word, title: 'T', row, run: async () => {} }],
  })
  return { check: check!, outcome, reason: outcome === 'passed' ? null : 'why', exchanges: [], milliseconds: 0 }
}

const statusOf = (results: readonly CheckResult[], changed: Partial<Requirement> = {}) => {
  const [judged] = judgeRequirements([{ ...requirement, ...changed }], results)
  return [judged?.status, judged?.reason]
}

describe('a requirement', () => {
  it('is met by checks with its row, by those it names, and by a whole group', () => {
    for (const result of [
      resultOf('entra/a', 'passed', 'must', 'ENT-99'),
      resultOf('other/one', 'passed'),
      resultOf('whole/b', 'passed'),
    ])
      expect(statusOf([result])).toEqual(['met', null])
    expect(statusOf([resultOf('other/two', 'passed')])).toEqual(['not checked', 'none of its checks was run'])
  })

  it('is not met where one of them fails, and says which', () => {
    const results = [resultOf('other/one', 'passed'), resultOf('whole/b', 'failed')]
    expect(statusOf(results)).toEqual(['not met', 'whole/b (a page): T: why'])
  })

  it('is not broken by what is only recommended or allowed', () => {
    const results = [resultOf('other/one', 'passed'), resultOf('whole/b', 'failed', 'should')]
    expect(statusOf(results)).toEqual(['met', null])
    expect(statusOf(results, { level: 'should' })[0]).toBe('not met')
    expect(statusOf([resultOf('other/one', 'failed', 'may')], { level: 'note' })[0]).toBe('not met')
  })

  it('is not checked where all was left out, with the reason; nor where nothing can be seen', () => {
    expect(statusOf([resultOf('other/one', 'skipped')])).toEqual(['not checked', 'why'])
    expect(statusOf([], { unseen: 'it is a page' })).toEqual(['not checked', 'it is a page'])
    expect(statusOf([resultOf('other/one', 'passed')], { unseen: 'the rest' })).toEqual(['met', 'the rest'])
  })
})

describe.each(profiles.filter((profile) => profile !== 'rfc'))('the profile %s', (profile) => {
  const requirements = profileRequirements[profile]

  it('has every number once, in order', () => {
    const prefix = requirements[0]?.id.slice(0, 4)
    expect(requirements.map(({ id }) => id)).toEqual(
      requirements.map((_, index) => `${prefix}${String(index + 1).padStart(2, '0')}`),
    )
  })

  it.each(requirements.map((one) => [one.id, one] as const))(
    'says of %s what shows it, or why nothing does',
    (_, one) => {
      const shown = allChecks.filter((check) => shows(check, one))
      expect(shown.length > 0 || one.unseen !== undefined).toBe(true)
      const dead = (one.shownBy ?? []).filter(
        (id) => !allChecks.some((check) => shows(check, { ...one, id: '', shownBy: [id] })),
      )
      expect(dead).toEqual([])
    },
  )
})

it('every row of a check is a requirement', () => {
  const known = new Set(Object.values(profileRequirements).flatMap((all) => all.map(({ id }) => id)))
  expect(allChecks.filter(({ row }) => row !== null && !known.has(row)).map(({ id }) => id)).toEqual([])
})

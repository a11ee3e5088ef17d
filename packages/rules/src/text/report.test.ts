import { describe, expect, it } from 'vitest'

import { collectDiagnostics, mostTold } from './report.ts'

describe('what is said of a text', () => {
  const collect = (errors: number, warnings: number) => {
    const diagnostics = collectDiagnostics()
    for (let line = 1; line <= warnings; line++) diagnostics.report('warning', { line, column: 1 }, 'UNKNOWN_TEAM', 'w')
    for (let line = 1; line <= errors; line++) diagnostics.report('error', { line, column: 1 }, 'MISSING_KEY', 'e')
    return { hasError: diagnostics.hasError, list: diagnostics.list() }
  }

  it('is all that was reported, up to a thousand of each', () => {
    const { list } = collect(mostTold, mostTold)
    expect(list).toHaveLength(2 * mostTold)
    expect(new Set(list.map(({ code }) => code))).toEqual(new Set(['MISSING_KEY', 'UNKNOWN_TEAM']))
  })

  it('says how much is left out, where that begins', () => {
    const { list } = collect(mostTold + 7, mostTold + 1)
    const more = list.filter(({ code }) => code.startsWith('MORE_'))
    expect(list).toHaveLength(2 * mostTold + 2)
    expect(more.map(({ severity, line, message }) => `${line} ${severity} ${message}`).toSorted()).toEqual([
      `${mostTold + 1} error 7 more errors are not listed; mend these first.`,
      `${mostTold + 1} warning 1 more warnings are not listed.`,
    ])
  })

  it('has an error, however many warnings came before it', () => {
    expect(collect(1, 5 * mostTold).hasError).toBe(true)
    expect(collect(0, 5 * mostTold).hasError).toBe(false)
  })
})

import { describe, expect, it } from 'vitest'

import { chanceOf } from '../src/result/chance-of.ts'
import { compareResults, type Verdict } from '../src/result/compare-results.ts'
import { medianOf } from '../src/result/median-of.ts'
import type { Metrics, Result, Run } from '../src/result/result.ts'
import { toChart } from '../src/result/to-chart.ts'

const place = { started: '', node: 'v20', database: 'sqlite', processors: 2, load: 0, memory: 100 } as const

/** A result of so many runs, of one load. */
function resultOf(metric: keyof Metrics, values: readonly number[], name = 'look-up'): Result {
  const runs: Run[] = values.map((value) => ({ ...place, rows: [{ name, requests: 1, metrics: { [metric]: value } }] }))
  return { version: 1, runs }
}

const verdictOf = (metric: keyof Metrics, one: readonly number[], other: readonly number[]): Verdict | undefined =>
  compareResults(resultOf(metric, one), resultOf(metric, other))[0]?.verdict

describe('two results', () => {
  it.each([
    ['cpu', [1, 1.1, 0.9, 1], [0.7, 0.75, 0.72, 0.74], 'better'],
    ['cpu', [0.7, 0.75, 0.72, 0.74], [1, 1.1, 0.9, 1], 'worse'],
    ['rate', [500, 510, 490, 505], [600, 610, 590, 605], 'better'],
    ['ratio', [0.06, 0.061, 0.062, 0.06], [0.05, 0.051, 0.049, 0.05], 'worse'],
    ['median', [3, 9, 4, 8, 2], [4, 3, 7, 9, 3], 'no difference within noise'],
    ['trips', [2, 2, 2, 2], [2, 2, 2, 2], 'no difference within noise'],
    ['p95', [100, 100.1, 100.2, 100.3], [101, 101.1, 101.2, 101.3], 'no difference within noise'],
    ['p99', [1, 1, 1], [9, 9, 9], 'too few runs to tell'],
  ] as const)('of %s: %j and %j are %s', (metric, one, other, verdict) => {
    expect(verdictOf(metric, one, other)).toBe(verdict)
  })

  it('have in common what both have measured, by its median', () => {
    const [first, second] = [resultOf('cpu', [3, 1, 2]), resultOf('cpu', [5, 4])]
    expect(compareResults(first, second)).toEqual([
      { name: 'look-up', metric: 'cpu', first: 2, second: 4.5, verdict: 'too few runs to tell' },
    ])
    expect(compareResults(first, resultOf('cpu', [1], 'another'))).toEqual([])
    expect(compareResults(first, resultOf('rate', [1]))).toEqual([])
  })
})

it('says how often chance alone sets two sides so far apart', () => {
  expect(chanceOf([1, 2, 3], [4, 5, 6])).toBeCloseTo(2 / 20)
  expect(chanceOf([1, 2, 3, 4], [5, 6, 7, 8])).toBeCloseTo(2 / 70)
  expect(chanceOf([1, 1], [1, 1])).toBe(1)
  expect(chanceOf([1, 4], [2, 3])).toBe(1)
})

it('knows the middle', () => {
  expect([medianOf([3]), medianOf([1, 3]), medianOf([9, 1, 3]), medianOf([])]).toEqual([3, 2, 3, NaN])
})

it('draws a bar for each load of each result, and none of bare requests', () => {
  const one = { title: 'before', result: resultOf('cpu', [2, 4], 'a <load>') }
  const other = { title: 'after', result: resultOf('cpu', [1], 'a <load>') }
  const bare = { title: 'bare', result: resultOf('cpu', [9], 'bare POST, C=1, before') }
  const chart = toChart('cpu', 'ms', [one, other, bare])
  expect(chart.match(/<rect /g)).toHaveLength(2)
  expect(chart).toContain('a &lt;load>')
  expect(chart).toContain('3.00 ms')
})

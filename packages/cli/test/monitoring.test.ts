import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { noticeCodes } from '@rolecall/core/directory/notice'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'

import { startTestServerInMemory } from './test-server-in-memory.ts'

const read = (file: string) => readFileSync(fileURLToPath(new URL(`../../../${file}`, import.meta.url)), 'utf8')

interface Rule {
  readonly alert: string
  readonly expr: string
  readonly for: string
  readonly labels: { readonly severity: string }
  readonly annotations: { readonly summary: string; readonly description: string; readonly runbook_url: string }
}

interface Panel {
  readonly id: number
  readonly title: string
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
  readonly targets: readonly { readonly expr: string; readonly legendFormat: string }[]
}

const { groups } = parse(read('deploy/prometheus/rolecall.rules.yaml')) as {
  readonly groups: readonly { readonly name: string; readonly rules: readonly Rule[] }[]
}
const rules = groups.flatMap((group) => group.rules)
const { panels } = JSON.parse(read('deploy/grafana/rolecall.json')) as { readonly panels: readonly Panel[] }

/** What a server shows: the labels of each series by its name, with their values. */
const shown = new Map<string, Map<string, Set<string>>>()

beforeAll(async () => {
  const server = await startTestServerInMemory()
  const { provider } = await server.createTenant()
  await provider('GET', '/Users')
  await provider('GET', '/Users/nobody')
  await whatIsCountedLater()
  const text = await (await server.fetch(`${server.url}/metrics`)).text()
  for (const [, name = '', labels = ''] of text.matchAll(/^(\w+)(?:\{(.*)\})? \S+$/gm)) {
    const series = shown.get(name) ?? new Map<string, Set<string>>()
    shown.set(name, series)
    for (const [, label = '', value = ''] of labels.matchAll(/(\w+)="([^"]*)"/g))
      series.set(label, (series.get(label) ?? new Set()).add(value))
  }
  await server.close()
})

/** What is counted behind an answer is counted by the next turn. */
function whatIsCountedLater(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
}

/** Labels that Prometheus itself puts on a series. */
const ofPrometheus = new Set(['instance', 'job'])

/** Every name and label of an expression that no server shows. */
function findUnknown(expr: string): readonly string[] {
  const metrics = [...expr.matchAll(/\b((?:rolecall|nodejs|process)_\w+)(?:\{([^}]*)\})?/g)]
  if (metrics.length === 0 && !/\bup\{/.test(expr)) return [`no metric in ${expr}`]
  const matched = metrics.flatMap(([, name = '', matchers = '']) => {
    const labels = shown.get(name)
    if (labels === undefined) return [name]
    return [...matchers.matchAll(/(\w+)(=~|!=|!~|=)"([^"]*)"/g)].flatMap(([, label = '', operator, value = '']) => {
      if (ofPrometheus.has(label)) return []
      const values = labels.get(label)
      if (values === undefined) return [`${name}{${label}}`]
      return operator === '=' && !values.has(value) ? [`${name}{${label}="${value}"}`] : []
    })
  })
  const grouped = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list = '']) =>
    list.split(',').map((label) => label.trim()),
  )
  const known = new Set(metrics.flatMap(([, name = '']) => [...(shown.get(name)?.keys() ?? [])]))
  return [
    ...matched,
    ...grouped.filter((label) => !known.has(label) && !ofPrometheus.has(label)).map((label) => `by (${label})`),
  ]
}

describe('the alert rules', () => {
  it('have the form that Prometheus wants, each name once', () => {
    expect(groups.map(({ name }) => name)).toEqual(['rolecall'])
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length)
    for (const rule of rules) {
      expect(Object.keys(rule).toSorted()).toEqual(['alert', 'annotations', 'expr', 'for', 'labels'])
      expect(rule.alert).toMatch(/^Rolecall[A-Za-z]+$/)
      expect(rule.for).toMatch(/^\d+[smh]$/)
      expect(rule.labels.severity).toMatch(/^(critical|warning|info)$/)
      expect(rule.expr.replaceAll(/[^()[\]{}]/g, '')).toSatisfy(isBalanced)
      for (const [, name] of rule.annotations.description.matchAll(/\$labels\.(\w+)/g))
        expect(`${rule.expr} instance`).toContain(name)
    }
  })

  it.each(rules.map(({ alert, expr }) => [alert, expr]))('%s asks for what a server shows', (_, expr) => {
    expect(findUnknown(expr)).toEqual([])
  })

  it('have a line each in the guide that says what to do next, and no other has', () => {
    const guide = read('docs/observability.md')
    const told = [...guide.matchAll(/^\| `(Rolecall\w+)` \| .+ \| .+ \|$/gm)].map(([, name]) => name)
    expect(told).toEqual(rules.map(({ alert }) => alert))
  })
})

describe('the dashboard', () => {
  it('has panels with a place, a title and a number of their own', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
    expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length)
    expect(new Set(panels.map(({ gridPos: { x, y } }) => `${x} ${y}`)).size).toBe(panels.length)
    expect(panels.every(({ gridPos: { w, x } }) => x + w <= 24)).toBe(true)
  })

  it.each(panels.map(({ targets, title }) => [title, targets.map(({ expr }) => expr)] as const))(
    '%s asks for what a server shows',
    (_, exprs) => {
      expect(exprs.length).toBeGreaterThan(0)
      expect(exprs.flatMap(findUnknown)).toEqual([])
    },
  )

  it('shows every metric of ours', () => {
    const asked = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)).join('\n')
    const ours = new Set(
      [...shown.keys()]
        .filter((name) => name.startsWith('rolecall_'))
        .map((name) => name.replace(/_(bucket|sum|count)$/, '')),
    )
    expect([...ours].filter((name) => !asked.includes(name))).toEqual([])
  })
})

it('a server counts notices of every code, those that none has with 0', () => {
  expect(shown.get('rolecall_notices')?.get('code')).toEqual(new Set(Object.keys(noticeCodes)))
})

function isBalanced(brackets: string): boolean {
  const pairs: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }
  const open: string[] = []
  for (const bracket of brackets) {
    if (!(bracket in pairs)) open.push(bracket)
    else if (open.pop() !== pairs[bracket]) return false
  }
  return open.length === 0
}

import { expect, it } from 'vitest'

import { planLineKinds, type LineTemplate } from '../../directory/plan.ts'
import { groupLines, summarize } from './lines-by-kind.ts'

it('counts the lines of each kind, and the people once; rules that failed concern nobody', () => {
  const templates = planLineKinds.map((kind) => ({ kind }) as LineTemplate)
  const line = (userId: string, kind: (typeof planLineKinds)[number]) => ({
    userId,
    userName: userId,
    template: planLineKinds.indexOf(kind),
  })
  const lines = [
    line('a', 'adds'),
    line('a', 'removes'),
    line('b', 'changes'),
    line('b', 'adds'),
    line('c', 'held'),
    line('d', 'effects'),
    line('e', 'failed'),
  ]
  const byKind = groupLines(lines, templates)
  expect(byKind.adds).toEqual([lines[0], lines[3]])
  expect(summarize(byKind)).toEqual({ people: 4, adds: 2, removes: 1, changes: 1, held: 1, effects: 1, failed: 1 })
  for (const kind of ['removes', 'changes', 'held', 'effects'] as const) {
    expect(summarize(groupLines([line('a', kind)], templates))).toMatchObject({ people: 1, adds: 0, [kind]: 1 })
  }
})

import { describe, expect, it } from 'vitest'

import type { CompiledMapping } from '../../decider.ts'
import type { StoreReader } from '../../store.ts'
import type { Binding } from '../../store/bindings.ts'
import { groupOfBinding, planBindings } from './plan-bindings.ts'

const binding = (nameKey: string, groupId: string, state: Binding['state'] = 'bound') =>
  ({ nameKey, groupId, state }) as Binding

function plan(
  names: readonly string[],
  bindings: readonly Binding[],
  groups: Readonly<Record<string, readonly string[]>> = {},
) {
  const reader = {
    bindings: { list: async () => bindings },
    groups: {
      findIdsByNames: async (asked: readonly string[]) => new Map(asked.map((name) => [name, groups[name] ?? []])),
    },
  } as unknown as StoreReader
  return planBindings(reader, { groupNames: new Set(names) } as unknown as CompiledMapping)
}

describe('the groups that the names of a mapping would stand for', () => {
  it('are those that they are bound to, whoever has the name now', async () => {
    const { claims, names, suspects } = await plan(['staff'], [binding('staff', 'g1')], { staff: ['g0'] })
    expect([names, claims, suspects]).toEqual([new Map([['g1', ['staff']]]), new Map(), new Set()])
  })

  it('are those of the lowest id where a name is not bound, and the others claim it', async () => {
    const { claims, names } = await plan(['crew', 'staff'], [], { staff: ['g1', 'g2', 'g3'], crew: ['g1'] })
    expect(names).toEqual(new Map([['g1', ['crew', 'staff']]]))
    expect(claims).toEqual(new Map(['g2', 'g3'].map((id) => [id, ['staff']])))
  })

  it('are none of a name that the mapping does not use, or that nobody has', async () => {
    const { claims, names, text } = await plan(['none'], [binding('staff', 'g1'), binding('x', 'g2', 'claimed')])
    expect([names, claims, text]).toEqual([new Map(), new Map(), []])
  })

  it('are told with what is claimed, and with what is not trusted any more', async () => {
    const bindings = [binding('staff', 'g1', 'changed'), binding('staff', 'g2', 'claimed'), binding('crew', 'g0')]
    const { claims, names, suspects, text } = await plan(['staff', 'crew'], bindings)
    expect(names).toEqual(
      new Map([
        ['g1', ['staff']],
        ['g0', ['crew']],
      ]),
    )
    expect([claims, suspects]).toEqual([new Map([['g2', ['staff']]]), new Set(['g1'])])
    expect(text.map(groupOfBinding)).toEqual(['g0', 'g1', 'g1', 'g2'])
    const trusted = await plan(['staff', 'crew'], [binding('staff', 'g1'), ...bindings.slice(1)])
    expect(text.filter((one) => !trusted.text.includes(one)).map(groupOfBinding)).toEqual(['g1'])
    expect((await plan(['crew', 'staff'], bindings.toReversed())).text).toEqual(text)
  })
})

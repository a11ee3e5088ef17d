import { describe, expect, it } from 'vitest'

import type { CompiledMapping } from '../decider.ts'
import type { Grant, GrantSource } from '../directory/grant.ts'
import type { PluginHost } from '../host/plugin-host.ts'
import { orphanedSections } from './orphans.ts'

const mapping = { sections: [{ name: 'a' }] } as unknown as CompiledMapping
const host = { deciders: [{ plugin: 'hooks' }] } as unknown as PluginHost

const grant = (ruleId: string, source: GrantSource = 'mapping') => ({ ruleId, source }) as Grant
const row = (source: string) => ({ effect: 'licence', subject: 'ann', value: {}, rule: 'h r', source })

const orphans = (grants: readonly Grant[], ...sources: readonly string[]) =>
  orphanedSections(mapping, host, { grants, assignments: sources.map(row) }).map(({ effects, name }) => [name, effects])

describe('rows that nobody decides any more', () => {
  it('are those of a section that there is not, each section once and of whatever effect', () => {
    expect(orphans([grant('gone:r'), grant('gone:s'), grant('a:r')], 'gone', 'lost', 'a')).toEqual([
      ['gone', 'any'],
      ['lost', 'any'],
    ])
  })

  it('are none of a plugin that decides by hook, of core itself, or of what is kept or given by hand', () => {
    expect(orphans([grant('hooks:r'), grant('', 'manual')], 'hooks', 'scim', 'provisioning', 'kept:brake')).toEqual([])
  })
})

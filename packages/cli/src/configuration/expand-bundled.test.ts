import { describe, expect, it } from 'vitest'

import { bundledNames } from '../bundled-names.ts'
import { expandBundled } from './expand-bundled.ts'
import { parseConfigurationFile } from './parse-configuration-file.ts'

function expand(text: string) {
  return expandBundled(parseConfigurationFile(text, 'file').plugins ?? [])
}

const namesOf = (text: string): string[] => expand(text).map(({ use }) => use)

const others = (...names: readonly string[]) => bundledNames.filter((name) => !names.includes(name))

describe('bundled in a list of plugins', () => {
  it('stands for all that are bundled, in their order, where it stands', () => {
    expect(namesOf('plugins: [bundled]')).toEqual(bundledNames)
    expect(namesOf('plugins: [{ use: bundled }]')).toEqual(bundledNames)
    expect(namesOf('plugins: [bundled, { use: ./mine.js }]')).toEqual([...bundledNames, './mine.js'])
    expect(namesOf('plugins: [./mine.js, bundled]')).toEqual(['./mine.js', ...bundledNames])
  })

  it('leaves to the list what the list names, with its configuration and in its place', () => {
    const text = 'plugins: [group-roles, bundled, { use: entra, config: { a: 1 } }]'
    expect(namesOf(text)).toEqual(['group-roles', ...others('group-roles', 'entra'), 'entra'])
    expect(expand(text).at(-1)).toEqual({ use: 'entra', config: { a: 1 }, origin: 'file:1:33' })
  })

  it('leaves out what it is told to', () => {
    const text = 'plugins:\n  - use: bundled\n    without: [ping, google]\n'
    expect(namesOf(text)).toEqual(others('ping', 'google'))
    expect(expand(text)[0]).toEqual({ use: 'entra', config: undefined, origin: 'file:2:5' })
  })

  it('is not added to a list without it', () => {
    expect(namesOf('plugins: [entra]')).toEqual(['entra'])
    expect(namesOf('plugins: []')).toEqual([])
  })

  it('stands in a list once, and leaves out nothing that the list names', () => {
    expect(() => expand('plugins: [bundled, { use: bundled, without: [entra] }, entra]')).toThrow(
      expect.objectContaining({
        name: 'ConfigurationError',
        issues: [
          { path: 'file:1:20', message: "'bundled' stands in the list already (file:1:11)" },
          { path: 'file:1:20', message: "'entra' is left out here and named at file:1:56; take one of them away" },
        ],
      }),
    )
  })
})

import { Spec, Validation } from '@cyclonedx/cyclonedx-library'
import { beforeAll, describe, expect, it } from 'vitest'

import type { InstalledModules } from './installed-modules.ts'
import { findLicenseFaults } from './licenses.ts'
import { listShipped, type ShippedModules } from './shipped-modules.ts'
import { toSbom } from './to-sbom.ts'
import { listPackages } from './workspace.ts'

/** All that any package of the server declares: at least what the bundle imports. */
const declared = listPackages()
  .filter(({ folder }) => /\/(packages|plugins)\/(?!testkit|console)[^/]+$/.test(folder))
  .flatMap(({ manifest }) => Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }))
  .filter((name) => !name.startsWith('@rolecall/'))

let shipped: ShippedModules
beforeAll(() => {
  shipped = listShipped([...new Set(declared)].toSorted())
})

describe('the bill of materials', () => {
  it('is what CycloneDX 1.6 says', async () => {
    const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6)
    expect(await validator.validate(toSbom(shipped, '1.2.3'))).toBeNull()
  })

  it('names what comes with the package, what that needs in turn, and what is built into the console', () => {
    const { components, dependencies } = JSON.parse(toSbom(shipped, '1.2.3')) as {
      readonly components: readonly {
        readonly purl: string
        readonly hashes?: readonly unknown[]
        readonly licenses?: unknown
      }[]
      readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[]
    }
    const names = components.map(({ purl }) => purl.replace(/@[^@]*$/, ''))
    for (const name of [
      'koa',
      'knex',
      'pg',
      'pg-protocol',
      'sqlite3',
      'json-rules-engine',
      'preact',
      '%40codemirror/view',
    ])
      expect(names).toContain(`pkg:npm/${name}`)
    expect(components.filter(({ hashes, licenses }) => hashes === undefined || licenses === undefined)).toEqual([])
    const refs = new Set(dependencies.map(({ ref }) => ref))
    expect(dependencies.flatMap(({ dependsOn = [] }) => dependsOn).filter((ref) => !refs.has(ref))).toEqual([])
  })

  it('is the same text for the same package', () => {
    expect(toSbom(shipped, '1.2.3')).toBe(toSbom(listShipped([...new Set(declared)].toSorted()), '1.2.3'))
  })
})

describe('licences', () => {
  it('of everything that we ship allow it', () => {
    expect(shipped.modules.size).toBeGreaterThan(80)
    expect(findLicenseFaults(shipped.modules)).toEqual([])
  })

  it.each([
    ['MIT', 0],
    ['(MIT OR GPL-3.0-only)', 0],
    ['MIT AND ISC', 0],
    ['MIT AND GPL-3.0-only', 1],
    ['AGPL-3.0-only', 1],
    ['SEE LICENSE IN LICENSE.md', 1],
    ['UNLICENSED', 1],
    [undefined, 1],
  ])('are known to be allowed or not: %s', (license, faults) => {
    const modules: InstalledModules = new Map([
      ['x@1.0.0', { name: 'x', version: '1.0.0', description: undefined, license, needs: [] }],
    ])
    expect(findLicenseFaults(modules)).toHaveLength(faults)
  })
})

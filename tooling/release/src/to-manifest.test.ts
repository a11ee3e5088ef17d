import { describe, expect, it } from 'vitest'

import { toDependencies } from './to-manifest.ts'
import type { WorkspacePackage } from './workspace.ts'

const shared = { version: '0.0.0', description: '', license: '', engines: {} }

function inFolder(name: string, dependencies: Record<string, string>): WorkspacePackage {
  return { folder: `/w/${name}`, manifest: { ...shared, name, dependencies } }
}

const sources = ['/w/core/src/a.ts', '/w/store/src/b.ts']

describe('the dependencies of the distribution', () => {
  it('have the versions that the bundled packages declare, sorted, each once', () => {
    const packages = [
      inFolder('store', { pg: '8.0.0', knex: '3.0.0' }),
      inFolder('core', { pg: '8.0.0', unused: '1.0.0' }),
    ]
    expect(toDependencies({ imports: new Set(['pg', 'knex']), sources }, packages)).toEqual([
      ['knex', '3.0.0'],
      ['pg', '8.0.0'],
    ])
  })

  it('must be declared by a package that is bundled', () => {
    const packages = [inFolder('store', {}), inFolder('testkit', { pg: '8.0.0' })]
    expect(() => toDependencies({ imports: new Set(['pg']), sources }, packages)).toThrow('pg is imported')
  })

  it('must agree on a version', () => {
    const packages = [inFolder('store', { pg: '8.0.0' }), inFolder('core', { pg: '8.1.0' })]
    expect(() => toDependencies({ imports: new Set(['pg']), sources }, packages)).toThrow('8.0.0, 8.1.0')
  })

  it('are not those of a package whose name only begins the same', () => {
    const packages = [inFolder('store', { pg: '8.0.0' }), inFolder('sto', { pg: '8.1.0' })]
    expect(toDependencies({ imports: new Set(['pg']), sources }, packages)).toEqual([['pg', '8.0.0']])
  })
})

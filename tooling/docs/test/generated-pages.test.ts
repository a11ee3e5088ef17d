import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { startPlugins } from '@rolecall/core/host/start-plugins'
import type { MappingKind } from '@rolecall/core/plugin/mapping-kind'
import { diagnosticCodes } from '@rolecall/rules/text/diagnostic-codes'
import { defaultPlugins } from 'rolecall/bundled-plugins'
import { beforeAll, describe, expect, it } from 'vitest'

import { errorsPage } from './errors-page.ts'
import { hooksPage } from './hooks-page.ts'
import { pluginReferencePage } from './plugin-reference-page.ts'

const root = join(import.meta.dirname, '../../..')

let sections: readonly MappingKind[]
beforeAll(async () => {
  const host = await startPlugins(defaultPlugins(), { log: () => ({ info() {}, warn() {}, error() {} }) })
  sections = host.mappingKinds
})

/** `npx vitest run --project unit tooling/docs/test -u` writes the files anew. */
describe('the pages that are made of the code', () => {
  it('hooks.md', async () => {
    await expect(hooksPage()).toMatchFileSnapshot(join(root, 'docs/hooks.md'))
  })

  it('errors.md', async () => {
    await expect(errorsPage(sections)).toMatchFileSnapshot(join(root, 'docs/errors.md'))
  })

  it('plugin-reference.md', async () => {
    await expect(pluginReferencePage()).toMatchFileSnapshot(join(root, 'docs/plugin-reference.md'))
  })
})

describe('the codes that are reported about a mapping', () => {
  it('of the rules have a sentence, and no others have one', () => {
    expect(codesIn(['packages/rules'])).toEqual(Object.keys(diagnosticCodes).sort())
  })

  it('of a section are the rules’ own, or declared by it', () => {
    const declared = new Set(
      [diagnosticCodes, ...sections.map(({ diagnostics = {} }) => diagnostics)].flatMap(Object.keys),
    )
    const plugins = readdirSync(join(root, 'plugins')).map((name) => `plugins/${name}`)
    expect(codesIn(plugins).filter((code) => !declared.has(code))).toEqual([])
  })
})

/** What is given to a call that reports, by the text: a node of a mapping takes any code, so the types don't tell. */
function codesIn(packages: readonly string[]): readonly string[] {
  const reported =
    /(?:(?:report|Mistake)\(\s*(?:'(?:error|warning)',\s*)?(?:[\w.()[\]]+,\s*|\{[^}]*\},\s*)?|code: )'([A-Z]+(?:_[A-Z]+)+)'/g
  const codes = packages.flatMap((folder) =>
    readdirSync(join(root, folder, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .flatMap((file) => [...readFileSync(join(root, folder, 'src', file), 'utf8').matchAll(reported)])
      .map(([, code = '']) => code),
  )
  return [...new Set(codes)].sort()
}

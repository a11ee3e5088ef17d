import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { findingCodes } from '@rolecall/core/directory/finding'
import { noticeCodes } from '@rolecall/core/directory/notice'
import { startPlugins } from '@rolecall/core/host/start-plugins'
import type { MappingKind } from '@rolecall/core/plugin/mapping-kind'
import { diagnosticCodes } from '@rolecall/rules/text/diagnostic-codes'
import { defaultPlugins } from 'rolecall/bundled-plugins'
import { beforeAll, describe, expect, it } from 'vitest'

import { diagnosticsTable, errorsPage, sectionTables } from './errors-page.ts'
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

/** `ROLECALL_UPDATE_DOCS=1 npx vitest run --project unit tooling/docs/test` writes it anew. */
it('the guide of the mapping file has every code that is reported about one', () => {
  const file = join(root, 'docs/mapping.md')
  const text = readFileSync(file, 'utf8')
  const part = /(## Diagnostics\n).*?(?=## )/s
  const tables = [diagnosticsTable(), ...sectionTables(sections)].map((table) => table.trimEnd()).join('\n\n')
  const wanted = text.replace(part, (_whole, heading: string) => `${heading}\n${tables}\n\n`)
  if (process.env['ROLECALL_UPDATE_DOCS'] !== undefined) writeFileSync(file, wanted)
  else expect(text).toBe(wanted)
  for (const code of Object.keys(diagnosticCodes)) expect(wanted).toContain(`| \`${code}\` |`)
})

describe('the codes of findings and notices', () => {
  it('are declared, with a sentence each, by the server or by the section whose rules raise them', () => {
    const declared = new Set(
      [findingCodes, noticeCodes, ...sections.map(({ findings = {} }) => findings)].flatMap(Object.keys),
    )
    const plugins = readdirSync(join(root, 'plugins')).map((name) => `plugins/${name}`)
    const raised = textsIn(
      ['packages/core', ...plugins],
      /(?:code: |(?:raise|clear)Finding\([^'\n]*)'([a-z]+(?:-[a-z]+)+)'/g,
    )
    expect(raised.length).toBeGreaterThan(5)
    expect(raised.filter((code) => !declared.has(code))).toEqual([])
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
  return textsIn(packages, reported)
}

/** What the first group of a pattern is, in the sources of these packages. */
function textsIn(packages: readonly string[], pattern: RegExp): readonly string[] {
  const found = packages.flatMap((folder) =>
    readdirSync(join(root, folder, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .flatMap((file) => [...readFileSync(join(root, folder, 'src', file), 'utf8').matchAll(pattern)])
      .map(([, text = '']) => text),
  )
  return [...new Set(found)].sort()
}

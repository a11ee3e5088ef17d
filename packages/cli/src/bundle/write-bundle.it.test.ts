import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

const built = join(import.meta.dirname, '../../dist')
const modules = readdirSync(built)
  .filter((name) => name.endsWith('.js'))
  .map((name) => readFileSync(join(built, name), 'utf8'))

/** What is loaded from beside the build. */
const imports = modules.flatMap((text) =>
  [...text.matchAll(/(?:from|import|__require)\s?\(?\s?"((?:\.\.|\/|file:)[^"]+)"/g)].map(([, path = '']) => path),
)

describe('the build of the command', () => {
  it('loads nothing of npm but what can not be bundled, by a path that holds where the clone is moved', () => {
    expect(imports.filter((path) => !path.startsWith('../../../node_modules/'))).toEqual([])
    const packages = new Set(imports.map((path) => /.*\/node_modules\/([^/]+)/.exec(path)?.[1]))
    expect(packages).toEqual(new Set(['jsonc-parser', 'sqlite3']))
  })

  it('has one core for the command, for plugins and for those who embed it', () => {
    const ofErrors = modules.filter((text) => /^(?:var|class|const) ConfigurationError\b/m.test(text))
    expect(ofErrors).toHaveLength(1)
  })
})

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

import { createDecider } from '@rolecall/rules/create-decider'
import { startPlugins } from '@rolecall/core/host/start-plugins'
import type { Command } from 'commander'
import { defaultPlugins } from 'rolecall/bundled-plugins'
import { parseConfigurationFile } from 'rolecall/configuration/parse-configuration-file'
import { createProgram } from 'rolecall/program'
import { toConfigurationSchema } from 'rolecall/schema/to-configuration-schema'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'

import { listPages, type Page } from '../src/list-pages.ts'
import { renderPage } from '../src/render-page.ts'
import { fencedBlocks } from './fenced-blocks.ts'

const root = join(import.meta.dirname, '../../..')
const pages = listPages(root)
const blocks = pages.flatMap((page) => fencedBlocks(page.text, relative(root, page.file)))

const settings = Object.keys(toConfigurationSchema()['properties'] as object)

function blocksOf(...languages: readonly string[]) {
  return blocks.filter(({ info }) => languages.includes(info))
}

describe('every guide', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const guides = readdirSync(join(root, 'docs')).filter((file) => file.endsWith('.md') && file !== 'index.md')

  it.each(guides)('is found from the README: %s', (file) => {
    expect(readme).toContain(`](docs/${file})`)
  })

  it.each(pages.map((page) => ({ page, name: page.name })))('has a place in the navigation: $name', ({ page }) => {
    expect(page.section).not.toBe('More')
  })
})

describe('every link of the guides', () => {
  const html = new Map(pages.map((page) => [page.file, renderPage(page, pages)]))

  it.each(pages.flatMap((page) => linksOf(page).map((href) => ({ name: relative(root, page.file), href, page }))))(
    '$name → $href',
    ({ href, page }) => {
      const [path = '', anchor] = href.split('#')
      const file = path === '' ? page.file : resolve(dirname(page.file), path)
      expect(existsSync(file)).toBe(true)
      if (anchor !== undefined) expect(html.get(file)).toContain(`id="${anchor}"`)
    },
  )

  it('is served as a page, or is only text', () => {
    for (const text of html.values()) expect(text).not.toMatch(/href="(?!https?:|\/docs|\/api|#)[^"]*"/)
  })
})

/** Those that lead to a file or a place, by the guide's own text. */
function linksOf({ text }: Page): readonly string[] {
  const prose = text.replace(/^ *```.*?^ *```/gms, '').replace(/`[^`\n]*`/g, '')
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, href = '']) => href).filter((href) => !/^[a-z]+:/i.test(href))
}

describe('every configuration in the guides is valid', () => {
  it.each(blocksOf('yaml').filter(({ text }) => isConfiguration(text)))('$place', ({ place, text }) => {
    expect(() => parseConfigurationFile(text, place)).not.toThrow()
  })
})

describe('every mapping in the guides compiles', () => {
  let compile: ReturnType<typeof createDecider>['compile']
  beforeAll(async () => {
    const log = { info() {}, warn() {}, error() {} }
    const host = await startPlugins(defaultPlugins(), { log: () => log })
    const { effects, facts, mappingKinds: kinds, operators } = host
    compile = createDecider({ kinds, operators, facts, effects }).compile
  })

  it.each(blocksOf('yaml').filter(({ text }) => !isConfiguration(text)))('$place', ({ text }) => {
    const { diagnostics } = compile({ text, format: 'yaml' })
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  })
})

/** By its keys, of which a mapping has some too (`limits`); every other YAML has to be a mapping. */
function isConfiguration(text: string): boolean {
  const keys = Object.keys((parse(text) as object | null) ?? {})
  return keys.length > 0 && keys.every((key) => settings.includes(key))
}

describe('every JSON in the guides can be read', () => {
  it('at every place', () => {
    expect(blocksOf('json').filter(({ text }) => !isJson(text))).toEqual([])
  })
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('every command in the guides exists, with its flags', () => {
  const lines = blocksOf('sh', 'shell', 'bash', '').flatMap(({ place, text }) =>
    text
      .replaceAll('\\\n', ' ')
      .split('\n')
      .map((line) => /^(?:\$ )?(?:npx )?rolecall( .*)?$/.exec(line.replace(/ +#.*$/, '').trim()))
      .filter((match) => match !== null)
      .map((match) => ({ place, line: `rolecall${match[1] ?? ''}` })),
  )

  it('of which there are some', () => {
    expect(lines.length).toBeGreaterThan(10)
  })

  it.each(lines)('$place: $line', ({ line }) => {
    const [, ...words] = line.match(/"[^"]*"|\S+/g) ?? []
    let command: Command = createProgram()
    while (command.commands.length > 0) {
      const next = command.commands.find((sub) => sub.name() === words[0])
      if (next === undefined) break
      command = next
      words.shift()
    }
    expect(command.commands.length === 0 || words[0]?.startsWith('--')).toBe(true)
    const known = [...command.options.flatMap(({ long, short }) => [long, short]), '--help', '--version']
    for (const flag of words.filter((word) => word.startsWith('-') && word !== '-')) {
      expect(known).toContain(flag.split('=')[0])
    }
  })
})

import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import { testMapping } from '@rolecall/testkit/mapping/test-mapping'
import { testPlugin } from '@rolecall/testkit/mapping/test-plugin'
import type { Json } from '@rolecall/core/scim/resource/resource-data'
import { toMappingSchema } from '@rolecall/rules/schema/to-mapping-schema'
import { toVocabulary } from '@rolecall/rules/vocabulary'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

import { loadPlugins } from '../src/configuration/load-plugins.ts'
import { parseConfigurationFile } from '../src/configuration/parse-configuration-file.ts'

const folder = fileURLToPath(new URL('../../../examples/licences/', import.meta.url))
const read = (name: string) => readFile(`${folder}${name}`, 'utf8')

/** The plugins as a user's configuration names them, by path and with their part of it. */
async function loadExample() {
  const file = `${folder}rolecall.config.yaml`
  const { plugins } = parseConfigurationFile(await read('rolecall.config.yaml'), file)
  return loadPlugins({ file, plugins: plugins ?? null })
}

describe('the example plugin of examples/licences', () => {
  it('passes the tests of its mapping, and every rule is covered', async () => {
    const mapping = await testMapping(await read('mapping.yaml'), await loadExample())
    expect(mapping.diagnostics).toEqual([])
    const report = await mapping.runTests()
    expect(report.results.flatMap(({ problems }) => problems)).toEqual([])
    expect(report).toMatchObject({ passed: 3, failed: 0, coverage: { uncovered: [] } })
  })

  it('adds words that are diagnosed as the built-in ones are', async () => {
    const mapping = (when: string, grant: string) => `roleRules:\n  - { id: r, when: '${when}', grant: [${grant}] }\n`
    const plugins = await loadExample()
    const mistakes = async (when: string, grant = '{ type: licence, sku: E5 }') =>
      (await testMapping(mapping(when, grant), plugins)).diagnostics
    expect(await mistakes('user.title isOneOff "x"')).toEqual([
      "error 2:32 UNKNOWN_OPERATOR The operator 'isOneOff' is not known; did you mean 'isOneOf'?",
    ])
    expect(await mistakes('emailDomian eq "x"')).toEqual([expect.stringContaining("UNKNOWN_FACT 'emailDomian'")])
    expect(await mistakes('emailDomian eq "x"')).toEqual([expect.stringContaining("did you mean 'emailDomain'?")])
    expect(await mistakes('emailDomain eq true')).toEqual([expect.stringContaining('WRONG_TYPE')])
    expect(await mistakes('emailDomain eq "x"', '{ type: licence, sku: E4 }')).toEqual([
      expect.stringContaining("UNKNOWN_VALUE 'E4' is not known here; did you mean 'E3'?"),
    ])
    expect(await mistakes('emailDomain eq "x"', '{ type: licence, skus: E3 }')).toEqual([
      expect.stringContaining("MISSING_KEY The key 'sku' is missing"),
      expect.stringContaining("did you mean 'sku'?"),
    ])
  })

  it('is explained by the facts that decided', async () => {
    const mapping = await testMapping(await read('mapping.yaml'), await loadExample())
    const traces = await mapping.explain({
      user: { userName: 'a1@example.com', title: 'Head' },
      groups: ['acme_leads'],
    })
    const trace = traces.find(({ rule }) => rule.id === 'roleRules:e5-for-leads')
    expect(trace).toMatchObject({
      fired: false,
      condition: {
        kind: 'all',
        parts: [
          { result: true, kind: 'group', group: 'acme_leads' },
          { result: true, text: 'emailDomain eq "example.com"', fact: 'example.com' },
          { result: true, text: 'user.title isOneOf "Lead, Head"', fact: 'Head' },
          { result: false, part: { result: true, text: 'user.userName hasDigits', fact: 'a1@example.com' } },
        ],
      },
    })
  })

  it('is in the JSON Schema of the mapping', async () => {
    const { host } = await testPlugin(await loadExample())
    const schema = toMappingSchema(toVocabulary(host))
    const isValid = new Ajv({ strict: false, allErrors: true }).compile(schema)
    expect(isValid(parse(await read('mapping.yaml')))).toBe(true)
    expect(isValid({ licences: [{ domain: 'x', sku: 'E9' }] })).toBe(false)
    expect(JSON.stringify(schema)).toContain('emailDomain: The domain of userName.')
  })

  it('shows who holds which licence, on a page and at each person', async () => {
    const { readPanel } = await testPlugin(await loadExample())
    const users = [
      { userName: 'ann@example.com', assigned: { licence: [{ sku: 'E5' }, { sku: 'E3' }, { sku: 'E3' }] } },
      { userName: 'bob@contractor.example' },
      { userName: 'cy@example.com', active: false, assigned: { licence: [{ sku: 'E3' }] } },
    ]
    const link = (userName: string) => ({ text: userName, href: `/people/${encodeURIComponent(userName)}` })
    expect(await readPanel('licences/holders', { users })).toMatchObject({
      parts: [
        {
          rows: [
            ['E5', 1],
            ['E3', 3],
          ],
        },
        {
          rows: [
            [link('ann@example.com'), 'E3, E5'],
            [link('cy@example.com'), 'E3'],
          ],
        },
      ],
      next: null,
    })
    expect((await readPanel('licences/holders', { users, limit: 1 })).next).toBe('user-1')
    const ofPerson = async (userName: string) => (await readPanel('licences/person', { users, userName })).parts
    expect(await ofPerson('ann@example.com')).toMatchObject([{ facts: [{ name: 'Licences', value: 'E3, E5' }] }])
    expect(await ofPerson('bob@contractor.example')).toEqual([{ kind: 'notice', tone: 'info', text: 'No licence.' }])
    expect(await ofPerson('cy@example.com')).toMatchObject([
      { facts: [{ value: expect.stringContaining('inactive') }] },
    ])
  })

  it('answers which licences there are, and whose', async () => {
    const { callRoute } = await testPlugin(await loadExample())
    const users = [{ userName: 'ann@example.com', assigned: { licence: [{ sku: 'E5' }, { sku: 'E3' }] } }]
    expect(await callRoute('GET /plugins/licences/counts', { users })).toEqual({
      status: 200,
      body: [
        { sku: 'E5', assignments: 1 },
        { sku: 'E3', assignments: 1 },
      ],
    })
    expect(await callRoute('GET /plugins/licences/people/Ann%40example.com', { users })).toEqual({
      status: 200,
      body: ['E3', 'E5'],
    })
    expect(await callRoute('GET /plugins/licences/people/zoe', { users })).toMatchObject({
      status: 404,
      detail: 'There is nobody with the e-mail address zoe',
    })
    const query = (body: Json) => callRoute('POST /plugins/licences/query', { users, body })
    expect(await query({ emailAddresses: ['ann@example.com', 'zoe'] })).toEqual({
      status: 200,
      body: { 'ann@example.com': ['E3', 'E5'] },
    })
    await expect(query({ emailAddresses: 'ann@example.com' })).rejects.toMatchObject({
      issues: [{ path: 'emailAddresses', message: 'expected at most 100 e-mail addresses' }],
    })
    await expect(callRoute('GET /plugins/licences/nothing')).rejects.toThrow('there is no route')
  })

  it('tells of a mistake in its configuration', async () => {
    const plugins = (await loadExample()).map(({ plugin }) => ({
      plugin,
      config: plugin.name === 'licences' ? { skus: 1 } : undefined,
    }))
    await expect(testPlugin(plugins)).rejects.toMatchObject({
      name: 'ConfigurationError',
    })
  })
})

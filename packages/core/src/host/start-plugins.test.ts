import { describe, expect, it } from 'vitest'
import { ConfigurationError, PluginError } from '../errors.ts'
import type { MappingKind, OperatorDefinition } from '../plugin/mapping-kind.ts'
import type { Plugin } from '../plugin/plugin.ts'
import { startPlugins } from './start-plugins.ts'
import { anything, createLog, makePlugin, refusing, toEntries } from './testing/plugins.ts'

const { log } = createLog()

const kind = (section: string): MappingKind => ({ section, summary: '', facts: [], effects: [], compile: () => [] })
const operator = (name: string): OperatorDefinition => ({ name, evaluate: () => false })

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.unreachable('the start should have failed'),
    (error: unknown) => error,
  )
}

async function issuesOf(...plugins: readonly Plugin[]): Promise<readonly string[]> {
  const error = await failureOf(startPlugins(toEntries(...plugins), { log }))
  expect(error).toBeInstanceOf(ConfigurationError)
  return (error as ConfigurationError).issues.map(({ path, message }) => `${path}: ${message}`)
}

describe('startPlugins', () => {
  it('sets plugins up one by one, in the order of the configuration, each with its checked configuration', async () => {
    const calls: string[] = []
    const slow = (name: string) =>
      makePlugin(
        name,
        {},
        {
          config: { '~standard': { version: 1, vendor: 'test', validate: async () => ({ value: `${name} checked` }) } },
          async setup(config) {
            calls.push(`${name} begins with ${String(config)}`)
            await Promise.resolve()
            calls.push(`${name} ends`)
            return {}
          },
        },
      )
    const host = await startPlugins(toEntries(slow('b'), slow('a')), { log })
    expect(host.plugins).toEqual(['b', 'a'])
    expect(calls).toEqual(['b begins with b checked', 'b ends', 'a begins with a checked', 'a ends'])
  })

  it('collects what plugins contribute, and freezes it', async () => {
    const host = await startPlugins(
      toEntries(
        makePlugin('a', { mappings: [kind('one')] }),
        makePlugin('b', { mappings: [kind('two')], operators: [operator('o')] }),
      ),
      { log },
    )
    expect(host.mappingKinds.map(({ section }) => section)).toEqual(['one', 'two'])
    expect(host.operators.map(({ name }) => name)).toEqual(['o'])
    expect(Object.isFrozen(host) && Object.isFrozen(host.mappingKinds) && Object.isFrozen(host.operators)).toBe(true)
  })

  it('reports the mistakes of every configuration at once, each with its place, and sets nothing up', async () => {
    const setup = () => expect.unreachable('nothing may be set up')
    const issues = await issuesOf(
      makePlugin(
        'entra',
        {},
        {
          setup,
          config: refusing(
            { message: 'expected a text', path: ['attributeMappings', 0, 'target'] },
            { message: 'unknown key', path: ['x'] },
          ),
        },
      ),
      makePlugin('okta', {}, { setup, config: refusing({ message: 'expected an object' }) }),
    )
    expect(issues).toEqual([
      'rolecall.config.yaml:2:5 entra.attributeMappings[0].target: expected a text',
      'rolecall.config.yaml:2:5 entra.x: unknown key',
      'rolecall.config.yaml:3:5 okta: expected an object',
    ])
  })

  it('takes a schema that throws for a mistake of that configuration', async () => {
    const config = {
      '~standard': { version: 1 as const, vendor: 'test', validate: () => expect.unreachable('broken') },
    }
    expect(
      await issuesOf(makePlugin('a', {}, { config }), makePlugin('b', {}, { config: refusing({ message: 'wrong' }) })),
    ).toEqual([
      expect.stringMatching(/^rolecall\.config\.yaml:2:5 a: the configuration could not be checked: /),
      'rolecall.config.yaml:3:5 b: wrong',
    ])
  })

  it('refuses a name twice, a name that is none, another API version and a plugin whose requirement is missing', async () => {
    const old = { ...makePlugin('Old_One'), apiVersion: 2 } as unknown as Plugin
    expect(
      await issuesOf(makePlugin('a'), makePlugin('a'), old, makePlugin('b', {}, { requires: ['a', 'c'] })),
    ).toEqual([
      'rolecall.config.yaml:3:5 a: the plugin is configured already (rolecall.config.yaml:2:5)',
      "rolecall.config.yaml:4:5 Old_One: 'Old_One' is no name for a plugin: lower case with hyphens",
      'rolecall.config.yaml:4:5 Old_One: the plugin was made for version 2 of the plugin API; this is version 1',
      "rolecall.config.yaml:5:5 b: the plugin requires 'c', which is not configured",
    ])
  })

  it('accepts a requirement that is configured later: `requires` checks, it does not order', async () => {
    const host = await startPlugins(toEntries(makePlugin('b', {}, { requires: ['a'] }), makePlugin('a')), { log })
    expect(host.plugins).toEqual(['b', 'a'])
  })

  it('refuses two owners of a section or an operator and unknown hook points, all at once, and closes what was set up', async () => {
    const closed: string[] = []
    const close = (name: string) => () => void closed.push(name)
    const issues = await issuesOf(
      makePlugin('a', { mappings: [kind('s')], operators: [operator('o')], close: close('a') }),
      makePlugin('b', {
        mappings: [kind('s')],
        operators: [operator('o')],
        hooks: { 'resource.guess': () => 1 } as object,
        close: close('b'),
      }),
    )
    expect(issues).toEqual([
      "b: the section 's' of the mapping is contributed by 'a' already",
      "b: the operator 'o' is contributed by 'a' already",
      expect.stringMatching(/^b: there is no hook point 'resource\.guess' \(request\.normalize, /),
    ])
    expect(closed).toEqual(['b', 'a'])
  })
})

describe('a set-up that fails', () => {
  it('is reported with plugin and cause, and closes in reverse what was set up', async () => {
    const closed: string[] = []
    const cause = new Error('no such host')
    const first = makePlugin('first', { close: () => void closed.push('first') })
    const second = makePlugin('second', { close: async () => void closed.push('second') })
    const third = makePlugin('third', {}, { setup: () => Promise.reject(cause) })
    const fourth = makePlugin('fourth', {}, { setup: () => expect.unreachable('must not be set up') })
    const error = await failureOf(startPlugins(toEntries(first, second, third, fourth), { log }))
    expect(error).toMatchObject({ name: 'PluginError', plugin: 'third', hook: 'setup', cause })
    expect((error as Error).message).toBe('plugin third, setup: no such host')
    expect(closed).toEqual(['second', 'first'])
  })

  it('names the plugin that takes too long, and closes that one when it is ready after all', async () => {
    let finish: (contributions: { close(): void }) => void = () => expect.unreachable('not begun')
    const late = makePlugin('late', {}, { setup: () => new Promise((resolve) => (finish = resolve)) })
    const error = await failureOf(startPlugins(toEntries(late), { log, setupTimeoutMs: 1 }))
    expect(error).toBeInstanceOf(PluginError)
    expect((error as Error).message).toBe('plugin late, setup: no answer within 1 ms')
    await new Promise<void>((closed) => finish({ close: closed }))
  })

  it('closes the others when closing one fails too, and logs that', async () => {
    const { lines, log: own } = createLog()
    const closed: string[] = []
    const plugins = [
      makePlugin('a', { close: () => void closed.push('a') }),
      makePlugin('b', { close: () => Promise.reject(new Error('busy')) }),
      makePlugin('c', {}, { setup: () => Promise.reject(new Error('broken')) }),
    ]
    await failureOf(startPlugins(toEntries(...plugins), { log: own }))
    expect(closed).toEqual(['a'])
    expect(lines).toEqual(['b error: plugin b, close: busy'])
  })
})

describe('close', () => {
  it('closes in reverse order of the set-up, within a time limit each', async () => {
    const { lines, log: own } = createLog()
    const closed: string[] = []
    const host = await startPlugins(
      toEntries(
        makePlugin('a', { close: () => void closed.push('a') }),
        makePlugin('b', { close: () => new Promise(() => undefined) }),
        makePlugin('c', { close: async () => void closed.push('c') }),
        makePlugin('d', {}, { config: anything }),
      ),
      { log: own, setupTimeoutMs: 1 },
    )
    await host.close()
    expect(closed).toEqual(['c', 'a'])
    expect(lines).toEqual(['b error: plugin b, close: no answer within 1 ms'])
  })
})

import { expect, it } from 'vitest'
import { inspectPlugins } from './inspect-plugins.ts'
import { createLog, makePlugin, refusing, toEntries } from './testing/plugins.ts'

const { log } = createLog()

it('tells every mistake of every plugin at once, also where a set-up fails, and closes what it has set up', async () => {
  const closed: string[] = []
  const failing = { setup: () => Promise.reject(new Error('no such host')) }
  const { issues, plugins } = await inspectPlugins(
    toEntries(
      makePlugin('wrong', {}, { config: refusing({ message: 'expected a text', path: ['x'] }) }),
      makePlugin('failing', {}, failing),
      makePlugin('silent', {}, { setup: () => undefined as never }),
      makePlugin('mine', { close: () => void closed.push('mine'), operatrs: [] } as object),
      makePlugin('b', {}, { requires: 'a' as never, setup: 'x' as never }),
    ),
    { log },
  )
  expect(issues).toEqual([
    { path: 'rolecall.config.yaml:2:5 wrong.x', message: 'expected a text' },
    { path: 'rolecall.config.yaml:6:5 b', message: "'setup' of the plugin must be a function" },
    { path: 'rolecall.config.yaml:6:5 b', message: "'requires' of the plugin must be a list of names" },
    { path: 'failing', message: 'plugin failing, setup: no such host' },
    { path: 'silent', message: 'plugin silent, setup: the answer must be an object of contributions; {} for none' },
    { path: 'mine', message: "the answer of setup has an unknown key 'operatrs'; did you mean 'operators'?" },
  ])
  expect(plugins.map(({ name }) => name)).toEqual(['mine'])
  expect(closed).toEqual(['mine'])
})

it('answers what each plugin contributes where nothing is wrong', async () => {
  const operators = [{ name: 'isOdd', evaluate: () => true }]
  const { issues, plugins } = await inspectPlugins(toEntries(makePlugin('mine', { operators })), { log })
  expect(issues).toEqual([])
  expect(plugins.map(({ contributions }) => contributions.operators)).toEqual([operators])
})

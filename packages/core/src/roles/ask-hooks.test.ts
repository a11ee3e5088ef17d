import { describe, expect, it } from 'vitest'

import { PluginError } from '../errors.ts'
import type { PluginHost } from '../host/plugin-host.ts'
import type { TransactionContext } from '../plugin/contexts.ts'
import type { StoreReader } from '../store.ts'
import { askHooks, hookSections, toHookSurroundings } from './ask-hooks.ts'
import { keptRows, sectionsGiving } from './decided-sections.ts'
import { isValidated } from './reconcile-validation.ts'

type Decider = PluginHost['deciders'][number]

const statement = (subject: string, source: string) => ({ effect: 'badge', subject, value: {}, rule: 'hook', source })
const decider = (plugin: string, failing: readonly string[] = [], error?: unknown): Decider =>
  ({
    plugin,
    decide({ userId }: { readonly userId: string }) {
      if (failing.includes(userId)) return Promise.reject(error ?? new PluginError(plugin, 'user.decide', 'kaboom'))
      return Promise.resolve([statement(userId, plugin)])
    },
  }) as unknown as Decider
const people = ['ann', 'bob'].map((id) => [id, { userName: id }] as const)
const surroundings = (...deciders: readonly Decider[]) => ({
  host: { deciders },
  context: {} as TransactionContext,
})

describe('what hooks say of people', () => {
  it('is of each plugin about each person, each plugin the source of its own rows', async () => {
    const asked = surroundings(decider('one'), decider('two'))
    const { assignments, failures, sections } = await askHooks(asked, people, 'thrown')
    expect(assignments.map(({ source, subject }) => `${subject} ${source}`)).toEqual([
      'ann one',
      'ann two',
      'bob one',
      'bob two',
    ])
    expect(failures).toEqual([])
    expect(sections).toEqual(hookSections(asked))
    expect(sections).toEqual([
      { name: 'one', effects: 'any' },
      { name: 'two', effects: 'any' },
    ])
  })

  it('ends the change where a hook fails, or keeps what it has given that person', async () => {
    const asked = surroundings(decider('one', ['ann']), decider('two'))
    await expect(askHooks(asked, people, 'thrown')).rejects.toBeInstanceOf(PluginError)
    const { assignments, failures } = await askHooks(asked, people, 'kept')
    expect(assignments.map(({ source, subject }) => `${subject} ${source}`)).toEqual(['ann two', 'bob one', 'bob two'])
    expect(failures).toMatchObject([{ subject: 'ann', source: 'one', plugin: 'one', line: 0, whole: true }])
    expect(failures[0]?.reason).toContain('kaboom')
  })

  it('does not take a fault of ours for one of a plugin', async () => {
    const asked = surroundings(decider('one', ['ann'], new TypeError('ours')))
    await expect(askHooks(asked, people, 'kept')).rejects.toThrow('ours')
  })

  it('is not asked where no plugin decides', async () => {
    const reader = { organizationId: 'o', getState: async () => ({ settings: { userNameMutable: true } }) }
    const toSurroundings = (decides: boolean) =>
      toHookSurroundings({ decides } as PluginHost, reader as unknown as StoreReader, 'now')
    expect(await toSurroundings(false)).toBeNull()
    expect((await toSurroundings(true))?.context).toMatchObject({
      organizationId: 'o',
      now: 'now',
      userNameMutable: true,
    })
  })
})

describe('the sections that can ask for an effect', () => {
  it('are those that declare it, and plugins, which may ask for any', () => {
    const sections = [
      { name: 'a', effects: new Set(['role', 'badge']) },
      { name: 'b', effects: new Set(['badge']) },
      { name: 'c', effects: new Set<string>() },
      { name: 'd', effects: 'any' as const },
    ]
    expect([...sectionsGiving(sections, (effect) => effect === 'role')]).toEqual(['a', 'd'])
    expect([...sectionsGiving(sections, (effect) => effect === 'badge')]).toEqual(['a', 'b', 'd'])
  })

  it('keep the rows of a rule that failed, and all of a hook that did', () => {
    const failure = { subject: 'ann', source: 's', rule: 'r', line: 0, plugin: null, reason: '' }
    const isKept = keptRows([failure, { ...failure, source: 'hooks', whole: true }])
    const rows = [
      ['ann', 's:r'],
      ['ann', 's:q'],
      ['bob', 's:r'],
      ['ann', 'hooks:x'],
      ['ann', 'hooks'],
      ['bob', 'hooks:x'],
    ] as const
    expect(rows.filter(([user, rule]) => isKept(user, rule))).toEqual([rows[0], rows[3], rows[4]])
    expect(keptRows([])('ann', 's:r')).toBe(false)
  })
})

it('an address is validated for whom a source says so', () => {
  const says = (subject: string, effect = 'email.validated') => ({ effect, subject, value: {}, rule: 'r', source: 's' })
  expect(isValidated([says('bob'), says('ann')], 'ann')).toBe(true)
  expect(isValidated([says('bob'), says('ann', 'finding')], 'ann')).toBe(false)
})

import { describe, expect, it } from 'vitest'
import type { DirectoryReader } from '../plugin/directory-reader.ts'
import type { PanelContent } from '../plugin/panel-content.ts'
import type { PagePanel, PanelDefinition } from '../plugin/panel-definition.ts'
import { StoreError } from '../store-error.ts'
import { startPlugins } from './start-plugins.ts'
import { createLog, makeContext, makePlugin, toEntries } from './testing/plugins.ts'

const reader = {
  ...makeContext().reader,
  listUsers: async () => [],
} as unknown as DirectoryReader

const context = { organizationId: 'org', now: '2026-01-01T00:00:00.000Z', reader, page: { after: null, limit: 50 } }

const toPanel = (read: PagePanel['read'], change: Partial<PagePanel> = {}): PagePanel => ({
  name: 'holders',
  title: 'Holders',
  summary: 'Who holds what.',
  place: 'page',
  read,
  ...change,
})

async function start(panel: PanelDefinition, answerTimeoutMs = 1_000) {
  const entries = toEntries(makePlugin('shows', { panels: [panel] }))
  const host = await startPlugins(entries, { log: createLog().log, answerTimeoutMs })
  const [found] = host.panels
  if (found?.place !== 'page') throw new Error('no panel')
  return found
}

const read = async (answer: unknown) => (await start(toPanel(() => answer as PanelContent))).read(context)

const table = { kind: 'table', title: 'T', columns: [{ title: 'A' }, { title: 'B', numeric: true }], rows: [] }

describe('a panel', () => {
  it('is listed with its plugin and answers what it shows', async () => {
    const panel = await start(toPanel(() => ({ parts: [{ kind: 'notice', tone: 'info', text: 'x' }] })))
    expect(panel).toMatchObject({ plugin: 'shows', name: 'holders', title: 'Holders', place: 'page' })
    expect(await panel.read(context)).toEqual({ parts: [{ kind: 'notice', tone: 'info', text: 'x' }], next: null })
  })

  it('shows every form, and of each only the members that are known', async () => {
    const link = { text: 'Ann', href: '/people/ann%40example.com' }
    const parts = [
      {
        ...table,
        rows: [
          [link, 1],
          ['b', null],
          [true, 'x'],
        ],
        empty: 'Nobody.',
        html: '<b>',
      },
      { kind: 'facts', title: 'F', facts: [{ name: 'n', value: { ...link, onclick: 'x' } }] },
      { kind: 'notice', tone: 'error', text: '<script>' },
    ]
    expect(await read({ parts, next: 'a' })).toEqual({
      parts: [
        {
          kind: 'table',
          title: 'T',
          columns: [
            { title: 'A', numeric: false },
            { title: 'B', numeric: true },
          ],
          rows: [
            [link, 1],
            ['b', null],
            [true, 'x'],
          ],
          empty: 'Nobody.',
        },
        { kind: 'facts', title: 'F', facts: [{ name: 'n', value: link }] },
        { kind: 'notice', tone: 'error', text: '<script>' },
      ],
      next: 'a',
    })
  })

  it.each([
    [undefined, 'the answer must be an object'],
    [{}, 'parts must be a list'],
    [{ parts: ['x'] }, 'parts[0] must be an object'],
    [{ parts: [{ kind: 'html', html: '<b>' }] }, "parts[0].kind must be 'table', 'facts' or 'notice'"],
    [{ parts: [{ kind: 'notice', tone: 'loud', text: 'x' }] }, 'parts[0].tone must be one of'],
    [{ parts: [{ kind: 'notice', tone: 'info', text: '' }] }, 'parts[0].text must be a text'],
    [{ parts: [{ ...table, columns: [] }] }, 'parts[0].columns must not be empty'],
    [{ parts: [{ ...table, rows: [['a']] }] }, 'parts[0].rows[0] must have 2 cells'],
    [{ parts: [{ ...table, rows: [['a', Number.NaN]] }] }, 'parts[0].rows[0][1] must be a text, a number'],
    [
      { parts: [{ ...table, rows: Array.from({ length: 1_001 }, () => ['a', 1]) }] },
      'parts[0].rows must not be more than 1000',
    ],
    [{ parts: [], next: 1 }, "'next' must be a text or null"],
  ])('refuses %o', async (answer, message) => {
    await expect(read(answer)).rejects.toThrow(`plugin shows, panel holders: ${message}`)
  })

  it.each([
    'https://example.com',
    '//example.com',
    '/\\example.com',
    'javascript:alert(1)',
    '/a\\b',
    '/a b',
    '\t/a',
    '',
  ])('refuses a link to %o: only paths of this server', async (href) => {
    const parts = [{ kind: 'facts', title: 'F', facts: [{ name: 'n', value: { text: 'x', href } }] }]
    await expect(read({ parts })).rejects.toThrow('href must be a path of this server')
  })

  it('of a person has no pages', async () => {
    const panel: PanelDefinition = {
      name: 'holders',
      title: 'Holders',
      summary: 'What this person holds.',
      place: 'person',
      read: () => ({ parts: [], next: 'x' }),
    }
    const host = await startPlugins(toEntries(makePlugin('shows', { panels: [panel] })), { log: createLog().log })
    const [found] = host.panels
    const user = { id: 'u', provisioned: true, active: true, userName: 'ann', externalId: null, data: {} }
    if (found?.place !== 'person') throw new Error('no panel')
    await expect(found.read({ ...context, user })).rejects.toThrow("'next' is for a page of its own")
  })

  it('that fails is reported as plugin, panel and cause', async () => {
    const cause = new TypeError('x is undefined')
    const panel = await start(
      toPanel(() => {
        throw cause
      }),
    )
    await expect(panel.read(context)).rejects.toMatchObject({ plugin: 'shows', hook: 'panel holders', cause })
  })

  it('that takes too long is given up, and can read no more', async () => {
    let late: Promise<unknown> | undefined
    const panel = await start(
      toPanel(async ({ reader: lent }) => {
        await new Promise((resolve) => setTimeout(resolve, 60))
        late = lent.listUsers({ after: null, limit: 1 }).catch((error: unknown) => error)
        return { parts: [] }
      }),
      10,
    )
    await expect(panel.read(context)).rejects.toThrow('plugin shows, panel holders: no answer within 10 ms')
    await new Promise((resolve) => setTimeout(resolve, 80))
    expect(String(await late)).toContain('nothing can be read any more')
  })

  it('passes on that the database is busy: it may be tried again', async () => {
    const busy = new StoreError('conflict', 'busy')
    const panel = await start(toPanel(() => Promise.reject(busy)))
    await expect(panel.read(context)).rejects.toBe(busy)
  })
})

describe('at the start', () => {
  const wrong = { name: 'Holders!', title: '', summary: ' ', place: 'everywhere', read: null } as unknown as PagePanel

  it('every mistake in the panels is told at once', async () => {
    const good = toPanel(() => ({ parts: [] }))
    const entries = toEntries(makePlugin('shows', { panels: [wrong, good, good] }))
    await expect(startPlugins(entries, { log: createLog().log })).rejects.toMatchObject({
      issues: [
        "'Holders!' is no name for a panel: lower case with hyphens",
        "the panel 'Holders!' has no title",
        "the panel 'Holders!' has no summary",
        "the place of the panel 'Holders!' must be 'page' or 'person'",
        "the panel 'Holders!' has no function 'read'",
        "the panel 'holders' is contributed already",
      ].map((message) => ({ path: 'shows', message })),
    })
  })
})

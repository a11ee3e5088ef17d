import { describe, expect, it } from 'vitest'

import { parseCatalogueFile } from './catalogue-file.ts'
import { catalogueToMarkdown, refusedCatalogueToMarkdown } from './catalogue-to-markdown.ts'
import type { CataloguePlanView } from './catalogue-lines.ts'

const team = (id: string, more: object = {}) => ({
  id,
  name: id,
  type: 'Team',
  parent: null,
  description: null,
  ...more,
})
const role = (name: string, rank = 1) => ({
  name,
  description: '',
  rank,
  precedence: 10,
  permissions: [],
  privileged: false,
})
const effect = (emailAddress: string, waits = false) => ({
  userId: '1',
  emailAddress,
  scope: 'team:old',
  role: 'Editor',
  waits,
})

const nothing: CataloguePlanView = {
  digest: 'd',
  teams: { created: [], renamed: [], moved: [], described: [], removed: [] },
  'team-roles': { created: [], changed: [], removed: [] },
  summary: { people: 0, gains: 0, losses: 0 },
  gained: [],
  lost: [],
  refusals: [],
}

describe('a plan of a set as Markdown', () => {
  it('says what goes, comes and changes, for whom, and what is in the way', () => {
    const moved = { before: team('emea', { parent: 'sales' }), after: team('emea', { name: 'E|U' }) }
    const people = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => effect(`${name}@x.com`, true))
    const text = catalogueToMarkdown(
      {
        ...nothing,
        teams: { ...nothing.teams, removed: [team('old')], created: [team('new')], renamed: [moved], moved: [moved] },
        'team-roles': {
          created: [],
          changed: [{ before: role('Lead'), after: role('Lead', 2) }],
          removed: [role('Old')],
        },
        summary: { people: 7, gains: 0, losses: 9 },
        lost: people,
        refusals: [{ code: 'TEAM_IN_MAPPING', detail: 'line 2', confirmable: true, entries: [] }],
      },
      'teams.yaml',
    )
    expect(text.split('\n')).toEqual([
      '### Plan of `teams.yaml`',
      '',
      '7 people: 0 roles come, 9 roles go.',
      '',
      '> [!WARNING]',
      '> An apply is refused unless it is confirmed: **TEAM_IN_MAPPING** `line 2`',
      '',
      '| what | | | |',
      '|---|---|---|---|',
      '| team `old` | **removed** |  |  |',
      '| team role `Old` | **removed** |  |  |',
      '| team `new` | **made** |  |  |',
      String.raw`| team ${'`emea`'} | **changed** | ${'`'}name "emea" becomes "E\|U", parent "sales" becomes null${'`'} |  |`,
      '| team role `Lead` | **changed** | `rank 1 becomes 2` |  |',
      '| role `Editor` | **loses** | `of team:old, until it is back` | `a@x.com`, `b@x.com`, `c@x.com`, `d@x.com`, `e@x.com` and 1 more |',
      '',
      'And 3 more roles of people.',
    ])
  })

  it('is short where nothing changes, and says why there is none', () => {
    expect(catalogueToMarkdown(nothing, 'teams.yaml')).toBe('### Plan of `teams.yaml`\n\nNothing changes.')
    expect(refusedCatalogueToMarkdown(['teams.yaml:3:1: x'], 'teams.yaml')).toContain('- `teams.yaml:3:1: x`')
  })
})

describe('a file of a set', () => {
  const text = 'mode: default\nteams:\n  - id: a\n    parnt: b\n'

  it('is JSON to be sent, and knows the place of each path, or of what that is in', () => {
    const file = parseCatalogueFile(text, 'f.yaml')
    expect(JSON.parse(file.body)).toEqual({ mode: 'default', teams: [{ id: 'a', parnt: 'b' }] })
    expect(['teams[0].parnt', 'teams[0].name', 'teams[7]', 'xyz', ''].map(file.placeOf)).toEqual([
      'f.yaml:4:12',
      'f.yaml:3:5',
      'f.yaml:3:3',
      'f.yaml:1:1',
      'f.yaml:1:1',
    ])
    expect(JSON.parse(parseCatalogueFile('{"teams": []}', 'f.json').body)).toEqual({ teams: [] })
  })

  it.each(['', '- a\n', 'x', 'a: [\n', 'a: &a [*a]\n', 'a: 1\na: 2\n'])('is refused where it is %j', (wrong) => {
    expect(() => parseCatalogueFile(wrong, 'f.yaml')).toThrow(/f\.yaml/)
  })
})

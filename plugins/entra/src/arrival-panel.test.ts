import { testPlugin } from '@rolecall/testkit/mapping/test-plugin'
import type { TestUser } from '@rolecall/testkit/mapping/test-reader'
import { describe, expect, it } from 'vitest'
import { entra } from './plugin.ts'

const panel = 'entra/attribute-mapping'
const finding = (code: string, message = `about ${code}`) => ({ code, message })

const ann: TestUser = {
  userName: 'ann@example.com',
  externalId: '2d2b8b1c-2f38-4e0e-9a3b-3f1f7a4b9c10',
  data: {
    displayName: 'Ann Lee',
    emails: [
      { type: 'home', value: 'x@home.example' },
      { type: 'work', value: 'ann@example.com' },
    ],
  },
}
const bob: TestUser = {
  userName: 'bob',
  externalId: 'bob',
  data: { title: 'Lead' },
  assigned: { finding: [finding('user-name-not-email'), finding('unexpected-attribute', 'title arrives')] },
}
const cy: TestUser = { userName: 'cy', assigned: { finding: [finding('user-name-not-email')] } }

async function read(users: readonly TestUser[], more: object = {}) {
  const { readPanel } = await testPlugin([{ plugin: entra }])
  return readPanel(panel, { users, ...more })
}

const rowsOf = (content: Awaited<ReturnType<typeof read>>, title: RegExp) =>
  content.parts.flatMap((part) => (part.kind === 'table' && title.test(part.title) ? part.rows : []))

describe('the panel of the attribute mapping', () => {
  it('says so where nobody has been provisioned', async () => {
    const { parts } = await read([])
    expect(parts[0]).toEqual({ kind: 'notice', tone: 'info', text: 'Nobody has been provisioned yet.' })
  })

  it('shows for each line how often something arrives, and an example of one of the newest', async () => {
    const content = await read([ann, bob])
    expect(rowsOf(content, /newest/)).toEqual([
      ['userName', 'userPrincipalName', 2, 'bob'],
      ['active', 'Switch([IsSoftDeleted], , "False", "True", "True", "False")', 2, 'true'],
      ['displayName', 'displayName', 1, 'Ann Lee'],
      ['emails[type eq "work"].value', 'mail', 1, 'ann@example.com'],
      ['externalId', 'objectId', 2, 'bob'],
    ])
  })

  it('looks at the mapping that is in force, not at the default', async () => {
    const sections = {
      attributeMappings: [{ target: 'urn:ietf:params:scim:schemas:core:2.0:User:title', source: 'jobTitle' }],
    }
    const content = await read([ann, bob], { sections })
    expect(rowsOf(content, /newest/)).toEqual([
      ['urn:ietf:params:scim:schemas:core:2.0:User:title', 'jobTitle', 1, 'Lead'],
    ])
  })

  it('counts findings by their code, and leads to the people', async () => {
    const content = await read([ann, bob, cy])
    expect(content.parts[0]).toMatchObject({ tone: 'warning' })
    expect(rowsOf(content, /^Findings/)).toEqual([
      ['user-name-not-email', 2, 'about user-name-not-email'],
      ['unexpected-attribute', 1, 'title arrives'],
    ])
    expect(rowsOf(content, /People/)).toEqual([
      [{ text: 'bob', href: '/people/bob' }, 'user-name-not-email, unexpected-attribute'],
      [{ text: 'cy', href: '/people/cy' }, 'user-name-not-email'],
    ])
    expect((await read([ann])).parts[0]).toMatchObject({ tone: 'success' })
  })

  it('has pages of people, of which the first has everything else', async () => {
    const users = [bob, cy]
    const first = await read(users, { limit: 1 })
    expect([first.parts.length, first.next]).toEqual([4, 'user-1'])
    const second = await read(users, { limit: 1, after: 'user-1' })
    expect(rowsOf(second, /./)).toEqual([[{ text: 'cy', href: '/people/cy' }, 'user-name-not-email']])
    expect((await read(users, { limit: 1, after: 'user-2' })).next).toBeNull()
  })
})

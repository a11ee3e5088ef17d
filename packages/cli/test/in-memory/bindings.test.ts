import { planBindings } from '@rolecall/core/mapping/plan/plan-bindings'
import type { OrganizationInMemory } from '@rolecall/testkit/in-memory/organization-in-memory'
import { describe, expect, it } from 'vitest'

import { withRolecall } from './with-rolecall.ts'

const entry = (name: string) => `{ scimGroup: ${name}, type: teamMemberRole, teamId: sales, teamMemberRole: Editor }`
const mappingOf = (...names: readonly string[]) => `scimGroupMappings: [${names.map(entry).join(', ')}]`
const rename = (acme: OrganizationInMemory, id: string, value: string) =>
  acme.patchGroup(id, { op: 'replace', path: 'displayName', value })

describe('what the names of a mapping are bound to', () => {
  const rolecall = withRolecall()

  /** `group state name` of each binding that there is, or that a plan says there would be. */
  async function bindingsOf({ reader }: OrganizationInMemory) {
    return (await reader.bindings.list())
      .map(({ groupId, nameKey, state }) => `${groupId} ${state} ${nameKey}`)
      .toSorted()
  }

  async function plannedFor({ owner, reader }: OrganizationInMemory, text: string) {
    const { mapping } = owner.mappings.decider.compile({ text, format: 'yaml' })
    const { claims, names, suspects, text: lines } = await planBindings(reader, mapping!)
    const listed = (lists: ReadonlyMap<string, readonly string[]>, stateOf: (id: string) => string) =>
      [...lists].flatMap(([id, keys]) => keys.map((key) => `${id} ${stateOf(id)} ${key}`))
    return {
      lines,
      bindings: [
        ...listed(names, (id) => (suspects.has(id) ? 'changed' : 'bound')),
        ...listed(claims, () => 'claimed'),
      ].toSorted(),
    }
  }

  it.each<[string, (acme: OrganizationInMemory) => Promise<unknown>, readonly string[], string]>([
    ['of names that nobody has', async () => {}, ['staff'], mappingOf('staff', 'crew')],
    [
      'of groups that are there',
      async (acme) => {
        await acme.createGroup('Staff')
        await acme.createGroup('other')
      },
      [],
      mappingOf('staff', 'crew'),
    ],
    [
      'of two groups of one name',
      async (acme) => {
        for (const name of ['staff', 'STAFF', 'Staff', 'crew']) await acme.createGroup(name)
      },
      [],
      mappingOf('staff', 'crew'),
    ],
    [
      'of a group that has been renamed, and of one that has taken its name',
      async (acme) => {
        await rename(acme, await acme.createGroup('staff'), 'formerly staff')
        await acme.createGroup('staff')
      },
      ['staff'],
      mappingOf('staff', 'formerly staff'),
    ],
    [
      'of names that no entry uses any more',
      async (acme) => {
        for (const name of ['staff', 'crew', 'Crew']) await acme.createGroup(name)
      },
      ['staff', 'crew'],
      mappingOf('staff'),
    ],
    [
      'of a group whose externalId has changed',
      async (acme) => {
        const staff = await acme.createGroup('staff', [], { externalId: 'e1' })
        await acme.patchGroup(staff, { op: 'replace', path: 'externalId', value: 'e2' })
      },
      ['staff'],
      mappingOf('staff', 'crew'),
    ],
    [
      'of the group that is left of two',
      async (acme) => {
        const first = await acme.createGroup('staff')
        await acme.createGroup('staff')
        await acme.deleteGroup(first)
      },
      ['staff'],
      mappingOf('staff'),
    ],
  ])('is planned as it is applied: %s', async (_what, prepare, before, text) => {
    const acme = await rolecall().createOrganization()
    await acme.putMapping(mappingOf(...before))
    await prepare(acme)
    const planned = await plannedFor(acme, text)
    await acme.putMapping(text)
    expect(planned.bindings).toEqual(await bindingsOf(acme))
    expect(await plannedFor(acme, text)).toEqual(planned)
  })

  it('is told in lines that differ where a binding does', async () => {
    const acme = await rolecall().createOrganization()
    const linesOf = async () => (await plannedFor(acme, mappingOf('staff'))).lines
    const seen = [await linesOf()]
    const [first, second] = [await acme.createGroup('crew'), await acme.createGroup('staff', [], { externalId: 'e1' })]
    seen.push(await linesOf())
    await rename(acme, first, 'staff')
    seen.push(await linesOf())
    await rename(acme, first, 'crew')
    await acme.putMapping(mappingOf('staff'))
    await acme.patchGroup(second, { op: 'replace', path: 'externalId', value: 'e2' })
    seen.push(await linesOf())
    const line = (...parts: readonly string[]) => JSON.stringify(parts)
    expect(seen).toEqual([
      [],
      [line(second, 'bound', 'staff')],
      [line(first, 'bound', 'staff'), line(second, 'claimed', 'staff')],
      [line(second, 'bound', 'staff'), line(second, 'changed', '')],
    ])
  })

  it('is held against a plan: whoever loses a line by another group that takes the name makes it stale', async () => {
    const acme = await rolecall().createOrganization()
    const [ann, bob] = [await acme.createUser('ann'), await acme.createUser('bob')]
    const crew = await acme.createGroup('crew', [ann])
    await acme.createGroup('staff', [bob])
    await acme.putTeam('sales')
    const plan = await acme.plan(mappingOf('staff'))
    expect(plan.adds.map(({ emailAddress }) => emailAddress)).toEqual(['bob@example.com'])
    await rename(acme, crew, 'staff')
    await expect(acme.apply(plan)).rejects.toMatchObject({
      code: 'PLAN_STALE',
      message: expect.stringContaining('bob@example.com'),
    })
    await acme.apply(await acme.plan(mappingOf('staff')))
    expect([await acme.grantsOf('ann'), await acme.grantsOf('bob')]).toEqual([
      ['team:sales Editor active'],
      ['team:sales Editor withheld'],
    ])
    expect(await acme.verify()).toEqual([])
  })
})

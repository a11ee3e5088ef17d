import type { CompiledMapping } from '@rolecall/core/decider'
import { createMappingCache } from '@rolecall/core/mapping/mapping-cache'
import type { OperationServices } from '@rolecall/core/change/operation-context'
import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createOrganizationUnderTest } from './organization-under-test.ts'
import { startRolecall, type Rolecall } from './rolecall.ts'

const mapping = `
scimGroupMappings:
  - { scimGroup: staff, type: teamMemberRole, teamId: sales, teamMemberRole: Editor }
  - { scimGroup: staff, type: organizationRole, organizationRole: Member }
`

/** Lets the first rule fail for everybody while `isBroken` says so, as an operator of a plugin that throws would. */
function breakFirstRule({ services }: Rolecall, isBroken: () => boolean): void {
  const { decider } = services.mappings
  const writable = services as { -readonly [Name in keyof OperationServices]: OperationServices[Name] }
  writable.mappings = createMappingCache({
    ...decider,
    compile(source) {
      const compilation = decider.compile(source)
      if (compilation.mapping !== null) wrap(compilation.mapping, isBroken)
      return compilation
    },
  })
}

function wrap(compiled: CompiledMapping, isBroken: () => boolean): void {
  const decide = compiled.decide.bind(compiled)
  const broken: CompiledMapping['decide'] = (...input) =>
    isBroken() && compiled.rules.length > 0 && input[1].has('groups')
      ? Promise.reject(new Error('no answer'))
      : decide(...input)
  const apart: CompiledMapping['decideApart'] = async (subject, facts) => {
    const { assignments, sections } = await decide([subject], facts)
    const first = compiled.rules.find(({ section }) => section === 'scimGroupMappings')
    const rule = first?.id ?? ''
    const failures = [{ subject: subject.id, source: 'scimGroupMappings', rule, reason: 'no answer' }]
    return { sections, assignments: assignments.filter((assignment) => assignment.rule !== rule), failures }
  }
  Object.defineProperties(compiled, { decide: { value: broken }, decideApart: { value: apart } })
}

describe.each(eachDatabase)('a rule that fails for a person, on $name', ({ create }) => {
  let rolecall: Rolecall
  let broken = false
  beforeAll(async () => {
    rolecall = await startRolecall(create)
    breakFirstRule(rolecall, () => broken)
  })
  afterAll(() => rolecall.stop())

  it('keeps what it gave the person, lets the other rules decide, answers 2xx and says so', async () => {
    const { createGroup, createUser, grantsOf, leave, newEvents, owner, putMapping, verify } =
      await createOrganizationUnderTest(rolecall)
    await owner('PUT', '/api/teams/sales', { body: {} })
    await putMapping(mapping)
    const ann = await createUser('ann')
    const staff = await createGroup('staff', [ann])
    await newEvents()
    broken = true
    expect((await leave(staff, ann)).status).toBe(204)
    expect(await grantsOf('ann')).toEqual(['team:sales Editor active'])
    const events = await newEvents()
    expect(events.map(({ type }) => type)).toEqual(['GroupMemberRemoved', 'RuleFailed', 'RoleRevoked'])
    expect(events[1]).toMatchObject({ subject: `users/${ann}`, data: { reason: 'no answer' } })
    broken = false
    expect(await verify()).toHaveLength(1)
  })
})

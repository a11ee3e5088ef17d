import { expect, it } from 'vitest'

import type { OperationServices } from '../change/operation-context.ts'
import type { CompiledMapping } from '../decider.ts'
import type { Grant } from '../directory/grant.ts'
import type { JudgedGrant } from '../directory/resolve-roles.ts'
import type { StoreReader } from '../store.ts'
import { toManualGrant } from './manual-grant.ts'
import { viewWaiting } from './view-waiting.ts'

const manual = toManualGrant('ann', 'team:nowhere' as Grant['scope'], 'Editor', '2027-01-01T00:00:00.000Z')
const derived = (scope: string, more: Partial<Grant> = {}): Grant => ({
  ...manual,
  source: 'mapping',
  ruleId: 's:r',
  scope: scope as Grant['scope'],
  ...more,
})
const waiting = (grant: Grant, state: JudgedGrant['state'] = 'waiting'): JudgedGrant => ({
  grant,
  state,
  effective: false,
})

async function said(judged: readonly JudgedGrant[], compiles = true) {
  const reader = {
    organizationId: 'acme',
    mappings: {},
    getState: async () => ({ mappingVersion: 1 }),
    teams: { listIds: async () => new Map([['sales', 'Sales']]) },
    groups: { find: async () => undefined },
    users: { find: async () => ({ id: 'ann', data: { department: 'North Sea' }, active: true }) },
  } as unknown as StoreReader
  const mapping = {
    teamSpellings: new Map([['written', 'Written']]),
    sections: [],
    groupIds: new Set(),
    groupScope: 'bound',
    explain: async () => [],
  } as unknown as CompiledMapping
  const services = { mappings: { get: async () => (compiles ? mapping : null) } } as unknown as OperationServices
  return (await viewWaiting(services, reader, judged)).map(({ message }) => message)
}

it('says of each team that there is not which roles wait for it, as the person spells it', async () => {
  expect(
    await said([
      waiting(derived('team:north sea')),
      waiting(derived('team:north sea', { role: 'Steward' })),
      waiting(derived('team:north sea', { groupId: 'g2' })),
      waiting(derived('team:nowhere')),
    ]),
  ).toEqual([
    'There is no team "North Sea", and Editor by s:r, Steward by s:r waits for it',
    'There is no team "nowhere", and Editor by s:r waits for it',
  ])
})

it('says nothing of what waits for something else, of what the file names, and of what is given by hand', async () => {
  expect(await said([])).toEqual([])
  expect(await said([waiting(derived('team:north sea'), 'active'), waiting(manual)])).toEqual([])
  expect(await said([waiting(derived('organization')), waiting(derived('team:sales'))])).toEqual([])
  expect(await said([waiting(derived('team:written'))])).toEqual([])
  expect(await said([waiting(derived('team:written'))], false)).toHaveLength(1)
})

import { randomMapping } from './random-mapping.ts'
import type { DoneStep, Play, StepKind, World } from './step-kind.ts'
import { stepsInTime } from './steps-in-time.ts'

const teams = ['sales', 'finance', 'Marketing']
const roles = ['Owner', 'Approver', 'Editor', 'Steward', 'Member']
const titles = ['boss', 'clerk', '']
export const emailOf = (name: string) => `${name}@acme.example`

const patchUser =
  (operation: (world: World) => object): Play =>
  async (world) => {
    const { random, tenant, users } = world
    if (users.size === 0) return null
    return tenant.provider('PATCH', `/Users/${random.pick([...users.values()])}`, { Operations: [operation(world)] })
  }

const patchGroup =
  (operation: (world: World) => object): Play =>
  async (world) => {
    if (world.groups.size === 0) return null
    const id = world.random.pick([...world.groups])
    return world.tenant.provider('PATCH', `/Groups/${id}`, { Operations: [operation(world)] })
  }

const createUser =
  (active: boolean): Play =>
  async ({ people, random, tenant, users }) => {
    const name = random.pick(people)
    const answer = await tenant.provider('POST', '/Users', {
      userName: emailOf(name),
      externalId: `external-${name}`,
      active,
      title: random.pick(titles),
    })
    if (answer.status === 201) users.set(name, (answer.body as { id: string }).id)
    return answer
  }

const membersOf = ({ people, random, users }: World): readonly object[] => [
  ...random
    .some([...users.values()])
    .slice(0, 4)
    .map((value) => ({ value })),
  ...(random.below(6) === 0 ? [{ value: `external-${random.pick(people)}` }] : []),
]

const kinds: readonly StepKind[] = [
  { name: 'create user', weight: 9, play: createUser(true) },
  // It may be a member by hand, whom it deactivates.
  { name: 'create inactive user', weight: 2, endsPerson: true, play: createUser(false) },
  {
    name: 'change user',
    weight: 8,
    play: patchUser(({ random }) => ({ op: 'replace', path: 'title', value: random.pick(titles) })),
  },
  {
    name: 'change externalId',
    weight: 2,
    play: patchUser(({ people, random }) => ({
      op: 'replace',
      path: 'externalId',
      value: `external-${random.pick(people)}`,
    })),
  },
  {
    name: 'deactivate user',
    weight: 4,
    endsPerson: true,
    play: patchUser(() => ({ op: 'replace', path: 'active', value: 'False' })),
  },
  { name: 'activate user', weight: 5, play: patchUser(() => ({ op: 'replace', value: { active: true } })) },
  {
    name: 'delete user',
    weight: 2,
    endsPerson: true,
    byHand: true,
    play: async ({ random, tenant, users }) => {
      if (users.size === 0) return null
      const [name, id] = random.pick([...users])
      users.delete(name)
      return tenant.provider('DELETE', `/Users/${id}`)
    },
  },
  {
    name: 'create group',
    weight: 7,
    play: async (world) => {
      const { groupNames, groups, random, tenant } = world
      const answer = await tenant.provider('POST', '/Groups', {
        displayName: random.pick(groupNames),
        members: membersOf(world),
      })
      if (answer.status === 201) groups.add((answer.body as { id: string }).id)
      return answer
    },
  },
  {
    name: 'rename group',
    weight: 4,
    play: patchGroup(({ groupNames, random }) => ({
      op: 'replace',
      path: 'displayName',
      value: random.pick(groupNames),
    })),
  },
  {
    name: 'change externalId of group',
    weight: 2,
    play: patchGroup(({ random }) => ({ op: 'replace', path: 'externalId', value: `group-${random.below(4)}` })),
  },
  {
    name: 'add members',
    weight: 16,
    play: patchGroup((world) => ({ op: 'Add', path: 'members', value: membersOf(world) })),
  },
  {
    name: 'remove members',
    weight: 10,
    play: patchGroup((world) => ({ op: 'Remove', path: 'members', value: membersOf(world) })),
  },
  {
    name: 'replace members',
    weight: 4,
    play: patchGroup((world) => ({ op: 'replace', path: 'members', value: membersOf(world) })),
  },
  {
    name: 'delete group',
    weight: 2,
    play: async ({ groups, random, tenant }) => {
      if (groups.size < 3) return null
      const id = random.pick([...groups])
      groups.delete(id)
      return tenant.provider('DELETE', `/Groups/${id}`)
    },
  },
  {
    name: 'apply mapping',
    weight: 6,
    play: ({ now, random, tenant }) => tenant.putMapping(randomMapping(random, now()), random.below(3) === 0),
  },
  {
    name: 'manual role',
    weight: 4,
    byHand: true,
    play: ({ people, random, tenant }) =>
      tenant.owner('PUT', `/api/organization/members/${emailOf(random.pick(people))}`, {
        role: random.pick(['Owner', 'Member', null, null, null, null, null, null]),
      }),
  },
  {
    name: 'team with manual members',
    weight: 4,
    byHand: true,
    play: ({ random, tenant, users }) =>
      tenant.owner('PUT', `/api/teams/${random.pick(teams)}`, {
        members: random
          .some([...users.keys()])
          .slice(0, 3)
          .map((name) => ({ emailAddress: emailOf(name), role: random.pick(roles) })),
      }),
  },
  {
    name: 'delete team',
    weight: 1,
    byHand: true,
    play: ({ random, tenant }) => tenant.owner('DELETE', `/api/teams/${random.pick(teams)}`),
  },
  ...stepsInTime,
]

const total = kinds.reduce((sum, { weight }) => sum + weight, 0)

/** Does one thing that a provider, an owner or the clock may do. */
export async function playRandomStep(world: World): Promise<DoneStep> {
  let chosen = world.random.below(total)
  const kind = kinds.find(({ weight }) => (chosen -= weight) < 0) as StepKind
  const { play, weight: _, ...effects } = kind
  return { ...effects, answer: await play(world) }
}

import type { Answer, Tenant } from '../test-server.ts'
import { randomMapping } from './random-mapping.ts'
import type { Random } from './random.ts'

/** What the history knows of the organization: ids of what is there. */
export interface World {
  readonly tenant: Tenant
  readonly random: Random
  readonly users: Map<string, string>
  readonly groups: Set<string>
  /** Lets time pass and does what is due. */
  readonly passTime: (hours: number) => Promise<void>
}

/** What a step was, and which of the invariants it may touch. */
export interface DoneStep {
  readonly name: string
  readonly answer: Answer | null
  /** Whether it may make the organization ownerless: a person was deactivated or deleted. */
  readonly endsPerson: boolean
  /** Whether it may change grants made by hand. */
  readonly byHand: boolean
}

type Play = (world: World) => Promise<Answer | null>

interface Kind {
  readonly name: string
  readonly weight: number
  readonly endsPerson?: boolean
  readonly byHand?: boolean
  readonly play: Play
}

const people = ['ann', 'bob', 'cid', 'dee', 'eve', 'fay', 'gus', 'hal', 'ida', 'jon', 'kim', 'lea']
const groupNames = ['owners', 'staff', 'red', 'blue', 'acme_sales', 'acme_finance', 'north lead', 'Owners', 'RED']
const teams = ['sales', 'finance', 'Marketing']
const roles = ['Owner', 'Approver', 'Editor', 'Steward', 'Member']
const titles = ['boss', 'clerk', '']
const emailOf = (name: string) => `${name}@acme.example`

const patchUser =
  (operation: (random: Random) => object): Play =>
  async ({ random, tenant, users }) => {
    if (users.size === 0) return null
    return tenant.provider('PATCH', `/Users/${random.pick([...users.values()])}`, { Operations: [operation(random)] })
  }

const patchGroup =
  (operation: (world: World) => object): Play =>
  async (world) => {
    if (world.groups.size === 0) return null
    const id = world.random.pick([...world.groups])
    return world.tenant.provider('PATCH', `/Groups/${id}`, { Operations: [operation(world)] })
  }

const membersOf = ({ random, users }: World): readonly object[] => [
  ...random
    .some([...users.values()])
    .slice(0, 4)
    .map((value) => ({ value })),
  ...(random.below(6) === 0 ? [{ value: `external-${random.pick(people)}` }] : []),
]

const kinds: readonly Kind[] = [
  {
    name: 'create user',
    weight: 10,
    play: async ({ random, tenant, users }) => {
      const name = random.pick(people)
      const answer = await tenant.provider('POST', '/Users', {
        userName: emailOf(name),
        externalId: `external-${name}`,
        active: random.below(6) > 0,
        title: random.pick(titles),
      })
      if (answer.status === 201) users.set(name, (answer.body as { id: string }).id)
      return answer
    },
  },
  {
    name: 'change user',
    weight: 8,
    play: patchUser((random) => ({ op: 'replace', path: 'title', value: random.pick(titles) })),
  },
  {
    name: 'change externalId',
    weight: 2,
    play: patchUser((random) => ({ op: 'replace', path: 'externalId', value: `external-${random.pick(people)}` })),
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
      const { groups, random, tenant } = world
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
    play: patchGroup(({ random }) => ({ op: 'replace', path: 'displayName', value: random.pick(groupNames) })),
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
    play: ({ random, tenant }) => tenant.putMapping(randomMapping(random), random.below(3) === 0),
  },
  {
    name: 'manual role',
    weight: 4,
    byHand: true,
    play: ({ random, tenant }) =>
      tenant.owner('PUT', `/api/organization/members/${emailOf(random.pick(people))}`, {
        role: random.pick(['Owner', 'Member', null]),
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
  {
    name: 'decide a hold',
    weight: 4,
    byHand: true,
    play: async ({ random, tenant }) => {
      const { body } = await tenant.owner('GET', '/api/holds?state=open')
      const holds = body as { id: string }[]
      if (holds.length === 0) return null
      return tenant.owner('POST', `/api/holds/${random.pick(holds).id}/${random.pick(['approve', 'reject'])}`)
    },
  },
  {
    name: 'time passes',
    weight: 3,
    play: async ({ passTime, random }) => {
      await passTime(1 + random.below(60))
      return null
    },
  },
]

const total = kinds.reduce((sum, { weight }) => sum + weight, 0)

/** Does one thing that a provider, an owner or the clock may do. */
export async function playRandomStep(world: World): Promise<DoneStep> {
  let chosen = world.random.below(total)
  const kind = kinds.find(({ weight }) => (chosen -= weight) < 0) as Kind
  const answer = await kind.play(world)
  return { name: kind.name, answer, endsPerson: kind.endsPerson === true, byHand: kind.byHand === true }
}

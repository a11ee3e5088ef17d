import { jobHandlers } from '@rolecall/core/job/job-handlers'

import { randomMapping } from './random-mapping.ts'
import type { StepKind } from './step-kind.ts'

const path = '/api/settings/scim-mapping'
const second = 1_000
const hour = 3_600 * second
/** From the least that is, to more than a hold waits. */
const jumps = [1, second, 600 * second, hour, 12 * hour, 60 * hour, 8 * 24 * hour]

interface HoldBody {
  readonly id: string
  readonly kind: string
  readonly etag: string
  readonly lines: readonly { readonly id: string }[]
}

/** What happens between two events: time, due work sooner or later or of some kinds only, plans, trials, decisions. */
export const stepsInTime: readonly StepKind[] = [
  {
    name: 'time passes',
    weight: 20,
    play: ({ passTime, random }) => {
      passTime(random.pick(jumps) * (1 + random.below(2)))
      return Promise.resolve(null)
    },
  },
  {
    name: 'due work',
    weight: 10,
    allDue: true,
    byHand: true,
    play: async ({ runJobs }) => {
      await runJobs()
      return null
    },
  },
  {
    name: 'due work of some kinds',
    weight: 3,
    byHand: true,
    play: async ({ random, runJobs }) => {
      await runJobs(new Set(random.some(jobHandlers.map(({ kind }) => kind))))
      return null
    },
  },
  {
    name: 'plan',
    weight: 4,
    play: async ({ now, plans, random, tenant }) => {
      const answer = await tenant.send('POST', `${path}/plan`, randomMapping(random, now()))
      if (answer.status === 200) plans.push((answer.body as { planId: string }).planId)
      return answer
    },
  },
  {
    name: 'apply a plan',
    weight: 4,
    play: async ({ plans, random, tenant }) => {
      const planId = plans.splice(random.below(Math.max(plans.length, 1)), 1)[0]
      if (planId === undefined) return null
      const commitWithin = random.pick([null, null, '10m', '12h'])
      return tenant.owner('POST', `${path}/apply`, { planId, commitWithin, confirm: random.pick([null, true, false]) })
    },
  },
  {
    name: 'confirm or undo a trial',
    weight: 1,
    play: ({ random, tenant }) => tenant.owner('POST', `${path}/${random.pick(['confirm', 'undo'])}`),
  },
  {
    name: 'emergency owner',
    weight: 1,
    byHand: true,
    play: async ({ breakGlass, now, random }) => {
      const expiresAt = new Date(Date.parse(now()) + random.pick(jumps)).toISOString()
      await breakGlass(`rescue-${random.below(2)}@acme.example`, expiresAt)
      return null
    },
  },
  {
    name: 'decide a hold',
    weight: 4,
    byHand: true,
    play: async ({ random, tenant }) => {
      const { body } = await tenant.owner('GET', '/api/holds?state=open')
      const holds = body as readonly HoldBody[]
      if (holds.length === 0) return null
      const { id, kind, lines } = random.pick(holds)
      const some = random.some(lines.map((line) => line.id))
      const asked = kind === 'brake' && some.length > 0 && random.below(2) === 0 ? { lines: some } : undefined
      return tenant.owner('POST', `/api/holds/${id}/${random.pick(['approve', 'reject'])}`, asked)
    },
  },
]

import type { Answer, Tenant } from '../test-server.ts'
import type { Random } from './random.ts'

/** What the history knows of the organization: ids of what is there. */
export interface World {
  readonly tenant: Tenant
  readonly random: Random
  /** Whom there may be, and how groups may be called. */
  readonly people: readonly string[]
  readonly groupNames: readonly string[]
  readonly users: Map<string, string>
  readonly groups: Set<string>
  /** Plans that were made and not applied yet. */
  readonly plans: string[]
  readonly now: () => string
  /** Lets time pass, and nothing happen by it. */
  readonly passTime: (milliseconds: number) => void
  /** Does what is due of these kinds, or of all. */
  readonly runJobs: (kinds?: ReadonlySet<string>) => Promise<void>
  /** Makes an emergency owner, as the operator does. */
  readonly breakGlass: (email: string, expiresAt: string) => Promise<void>
}

/** What a step may do, beside what it is called. */
interface StepEffects {
  /** Whether it may make the organization ownerless: a person was deactivated or deleted. */
  readonly endsPerson?: boolean
  /** Whether it may change grants made by hand. */
  readonly byHand?: boolean
  /** Whether it does all that is due. */
  readonly allDue?: boolean
}

/** What a step was, and which of the invariants it may touch. */
export interface DoneStep extends StepEffects {
  readonly name: string
  readonly answer: Answer | null
}

export type Play = (world: World) => Promise<Answer | null>

/** Something that may happen; one of a greater weight does so more often. */
export interface StepKind extends StepEffects {
  readonly name: string
  readonly weight: number
  readonly play: Play
}

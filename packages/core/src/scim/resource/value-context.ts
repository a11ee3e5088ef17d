import type { Issue } from '../errors.ts'
import type { Tolerances } from '../tolerance.ts'

/** Collects what is wrong, so that a client hears of everything at once. */
export interface ValueContext {
  readonly issues: Issue[]
  readonly tolerances: Tolerances
  /** For values to remove: labels alone, such as `{type: "home"}`, choose what has them. */
  readonly keepsLabels?: boolean
}

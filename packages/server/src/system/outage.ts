/** What something that is tried again and again does while it fails, as when the database is away. */
export interface Outage<Where> {
  /** Tells of it, unless it has failed since it last worked. */
  failed(error: unknown, where: Where): void
  worked(): void
  /** How long to wait before the next try, in milliseconds: longer after each that has failed. */
  pause(): number
}

export interface Pauses {
  readonly first: number
  readonly longest: number
}

export function createOutage<Where>(
  tell: (error: unknown, where: Where) => void,
  { first, longest }: Pauses,
): Outage<Where> {
  let next = first
  let isAway = false
  let hasFailed = false
  return {
    failed(error, where) {
      if (!isAway) tell(error, where)
      isAway = true
      hasFailed = true
    },
    worked() {
      isAway = false
      hasFailed = false
      next = first
    },
    pause() {
      const pause = next
      if (hasFailed) next = Math.min(next * 2, longest)
      hasFailed = false
      return pause
    },
  }
}

export interface TurnLimits {
  /** Requests that are carried out at once; an organization may have all of them while it is alone. */
  readonly alone: number
  /** While several are there: of all of them, and of each; whoever has none under way need not wait for the others' to be fewer. */
  readonly all: number
  readonly each: number
  /** An organization with more requests than these floods the server, while others are there. */
  readonly few: number
  /** How many requests of others end for each that it begins, where they come one after another. */
  readonly lead: number
  /** How long it waits for the next one of theirs, in milliseconds: who has an answer often asks again at once. */
  readonly grace: number
  /** How long it waits for a request of another one to end, in milliseconds: some take minutes. */
  readonly patience: number
  /** How long an organization counts as being there after its last request, in milliseconds. */
  readonly memory: number
  /** Requests of one organization that may be there; as many of all whom nobody knows. */
  readonly waiting: number
  /** How long a request waits before it is refused, in milliseconds, so that nobody is refused faster than others are answered. */
  readonly refusal: number
  /** While an organization is there: the least time between two turns of those whom nobody knows, in milliseconds. */
  readonly anonymousPause: number
}

export const defaultTurnLimits: TurnLimits = {
  alone: 16,
  all: 8,
  each: 2,
  few: 4,
  lead: 3,
  grace: 5,
  patience: 250,
  memory: 1_000,
  waiting: 256,
  refusal: 1_000,
  anonymousPause: 5,
}

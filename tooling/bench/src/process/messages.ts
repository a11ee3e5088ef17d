/** What the parent asks of a measured process. */
export type Ask =
  | { readonly ask: 'cpu' }
  | { readonly ask: 'memory' }
  | { readonly ask: 'trips' }
  | { readonly ask: 'longest' }
  | { readonly ask: 'tenant' }
  | { readonly ask: 'platform' }
  | { readonly ask: 'verify'; readonly organizationId: string }

/** A new organization, and what its provider and its owner need. */
export interface TenantAccess {
  readonly organizationId: string
  readonly secretToken: string
  readonly ownerKey: string
}

/** CPU time of the process so far, all threads, in microseconds. */
export interface CpuTime {
  readonly micros: number
}

/** Trips to the database so far, those beside the requests too. */
export interface TripCount {
  readonly trips: number
}

/** The most memory that the process has used, in MB. */
export interface MemoryUse {
  readonly megabytes: number
}

/** The longest that the event loop was held since it was asked the last time, in milliseconds. */
export interface LongestHold {
  /** By the clock (`monitorEventLoopDelay`), with what else the machine did meanwhile. */
  readonly clock: number
  /** That the loop's thread computed between two looks at it, on Linux. */
  readonly computed: number
}

/** How many differences there are between what is stored and a computation from nothing. */
export interface VerifyCount {
  readonly differences: number
}

/** What a flood was answered, by status. */
export interface FloodCount {
  readonly answers: Readonly<Record<string, number>>
  readonly seconds: number
}

/** The first message of a process: where it listens. */
export interface Ready {
  readonly url: string
  /** Those that serve, where that is not itself. */
  readonly pids?: readonly number[]
}

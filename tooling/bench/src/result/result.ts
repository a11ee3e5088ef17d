/** What was measured of one load: times in milliseconds, of CPU for each request. */
export interface Metrics {
  readonly rate?: number
  /** To the rate of a server with nothing behind it. */
  readonly ratio?: number
  readonly cpu?: number
  readonly databaseCpu?: number
  readonly trips?: number
  readonly median?: number
  readonly p95?: number
  readonly p99?: number
  readonly most?: number
}

export interface Row {
  readonly name: string
  readonly requests: number
  readonly metrics: Metrics
}

/** One run of the bench. */
export interface Run {
  readonly started: string
  readonly node: string
  readonly database: 'sqlite' | 'postgres'
  readonly processors: number
  /** The load of the machine when it began. */
  readonly load: number
  /** The most memory that the server has used, in MB. */
  readonly memory: number
  readonly rows: readonly Row[]
}

/** What `--json` writes: runs of one version, to which each further run is added. */
export interface Result {
  readonly version: 1
  readonly runs: readonly Run[]
}

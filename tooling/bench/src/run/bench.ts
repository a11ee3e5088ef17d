import type { HttpClient } from '../client/http-client.ts'
import type { BenchOptions } from '../options.ts'
import type { MeasuredProcess, RolecallProcess } from '../process/measured-process.ts'
import type { Report } from '../report.ts'

/** What every run works with. */
export interface Bench {
  readonly options: BenchOptions
  readonly client: HttpClient
  /** HTTP with nothing behind it. */
  readonly bare: MeasuredProcess
  readonly server: RolecallProcess
  readonly report: Report
}

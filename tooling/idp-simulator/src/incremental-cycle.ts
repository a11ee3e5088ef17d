import type { CycleReport } from './cycle-report.ts'
import { createProvisioningJob, type ProvisioningOptions } from './provisioning-job.ts'
import { runCycle } from './run-cycle.ts'

/**
 * The cycle that runs every 40 minutes: only what changed in the source since it was last sent, and what failed before.
 * A change in the target alone is never noticed.
 */
export function runIncrementalCycle(options: ProvisioningOptions): Promise<CycleReport> {
  return runCycle(createProvisioningJob(options, false))
}

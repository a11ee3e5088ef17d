import type { CycleReport } from './cycle-report.ts'
import { createProvisioningJob, type ProvisioningOptions } from './provisioning-job.ts'
import { runCycle } from './run-cycle.ts'

/**
 * The first cycle, and the one after "Restart provisioning": every object is evaluated. A restart keeps the links between
 * source and target, reads each known object and sends all memberships again.
 */
export function runInitialCycle(options: ProvisioningOptions): Promise<CycleReport> {
  return runCycle(createProvisioningJob(options, true))
}

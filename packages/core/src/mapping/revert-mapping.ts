import { applyMapping } from './apply-mapping.ts'
import { revertJob } from './confirm-mapping.ts'
import type { JobHandler } from '../change/job-handler.ts'

/**
 * Takes back a version that nobody has confirmed in time: the one before it is applied again, as a new version. One
 * that has been confirmed or replaced meanwhile is left alone, so the job may run twice.
 */
export const revertMapping: JobHandler = {
  kind: revertJob,
  every: null,
  async run(context, { subject }) {
    const reader = context.store.read(context.organizationId)
    const { mappingVersion } = await reader.getState()
    const current = await reader.mappings.find(mappingVersion)
    if (current === undefined || String(current.version) !== subject || current.confirmBy === null) return
    const before = await reader.mappings.find(current.version - 1)
    const source = before ?? ({ text: '', format: 'yaml' } as const)
    await applyMapping(context, source, {
      ifMatch: current.version,
      rollbackTo: current.version - 1,
      confirm: true,
    })
  },
}

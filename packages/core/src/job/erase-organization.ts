import type { JobHandler } from '../change/job-handler.ts'
import { deleteJob } from '../directory/job.ts'

/** So many rows go in one transaction, and so many transactions before others have their turn. */
const [rowsAtOnce, partsAtOnce] = [500, 50]

/** Takes away all that there is of a deleted organization, part by part; one that was ended in between goes on. */
export const eraseOrganization: JobHandler = {
  kind: deleteJob,
  every: null,
  async run({ organizationId, pause, store }) {
    let step: number | null = 0
    for (let part = 0; part < partsAtOnce; part++) {
      step = await store.organizations.eraseSome(organizationId, step, rowsAtOnce)
      if (step === null) return undefined
      await pause?.()
    }
    return 'more'
  },
}

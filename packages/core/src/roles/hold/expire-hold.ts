import { closeHold } from './close-hold.ts'
import { approveBrake } from './brake-hold.ts'
import { readHoldLines, readWaiting } from './read-hold-lines.ts'
import { changeByJob } from '../../change/change-by-job.ts'
import type { JobHandler } from '../../change/job-handler.ts'

/** What the brake holds goes when nobody has decided for 7 days; the owner guard still retains the last Owner. */
export const expireHold: JobHandler = {
  kind: 'expire-hold',
  every: null,
  run: (context, job) =>
    changeByJob(context, job, async (scope) => {
      const hold = await scope.tx.holds.find(job.subject)
      if (hold?.state !== 'open') return
      const lines = await readHoldLines(scope.tx, hold)
      await approveBrake(scope, hold, await readWaiting(scope.tx, hold))
      await closeHold(scope, hold, 'expired', lines)
    }),
}

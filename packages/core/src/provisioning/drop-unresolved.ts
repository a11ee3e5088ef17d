import { dropUnresolvedMembers } from './drop-unresolved-members.ts'
import type { JobHandler } from '../change/job-handler.ts'

const hour = 60 * 60 * 1_000

/** Drops members that no user turned out to be for 30 days. */
export const dropUnresolved: JobHandler = {
  kind: 'drop-unresolved',
  every: hour,
  async run(context) {
    await dropUnresolvedMembers(context)
  },
}

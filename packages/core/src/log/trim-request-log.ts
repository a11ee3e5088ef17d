import { trimRequests } from './request-log.ts'
import type { JobHandler } from '../change/job-handler.ts'

const hour = 60 * 60 * 1_000

/** Removes requests from the provisioning log that are older than `keepMs`. */
export function trimRequestLog(keepMs: number): JobHandler {
  return {
    kind: 'trim-request-log',
    every: hour,
    async run(context) {
      await trimRequests(context, keepMs)
    },
  }
}

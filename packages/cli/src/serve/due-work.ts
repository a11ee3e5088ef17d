import type { JobHandler } from '@rolecall/core/change/job-handler'
import { jobHandlers } from '@rolecall/core/job/job-handlers'
import { watchNotices } from '@rolecall/core/notice/watch-notices'
import { countDirectory } from '@rolecall/core/organization/count-directory'
import { verifyDirectoryJob } from '@rolecall/core/job/verify-directory'
import { trimRequestLog } from '@rolecall/core/log/trim-request-log'
import type { Logger } from 'pino'

import { defaultTimes } from '../configuration/default-times.ts'
import { logVerification } from './log-verification.ts'

/** Every kind of work that a server does when it is due. */
export function toDueWork(
  log: Logger,
  keepMs: number = defaultTimes.keepRequests,
  everyMs: number = defaultTimes.betweenVerifications,
): readonly JobHandler[] {
  return [
    ...jobHandlers,
    countDirectory,
    watchNotices,
    trimRequestLog(keepMs),
    verifyDirectoryJob({ everyMs, onVerified: logVerification(log) }),
  ]
}

import { jobHandlers } from '@rolecall/core/job/job-handlers'
import { runDueJobs } from '@rolecall/core/job/run-due-jobs'
import { expect } from 'vitest'

import type { TestServer } from '../test-server.ts'

/** Time passes: what is due by then is done. */
export async function passTime(server: TestServer, instant: string): Promise<void> {
  server.setTime(instant)
  const { failures } = await runDueJobs(server.services, jobHandlers)
  expect(failures).toEqual([])
}

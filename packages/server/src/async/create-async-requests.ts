import type { Logger } from 'pino'

import { toScimError } from '../error/to-error-answer.ts'
import { toLoggedError } from '../error/to-logged-error.ts'
import type { Turns } from '../fairness/turns.ts'
import { createCarriedOutRecorder } from '../provisioning-log/record-carried-out.ts'
import type { RecordOptions } from '../provisioning-log/record-requests.ts'
import { createDetailMask } from './create-detail-mask.ts'
import type { OnAccepted } from './respond-async.ts'
import { runRequests, type AsyncRequests } from './run-requests.ts'

export interface AsyncRequestOptions {
  readonly turns: Turns
  readonly log: Logger
  readonly recording: RecordOptions
}

/** What a server carries out later: nothing before it is begun, and what it has accepted by then is found. */
export interface AsyncWork {
  readonly onAccepted: OnAccepted
  begin(): void
  /** Begins no further operation, and waits for those under way. */
  stop(): Promise<void>
}

export function createAsyncRequests({ log, recording, turns }: AsyncRequestOptions): AsyncWork {
  let running: AsyncRequests | undefined
  return {
    onAccepted: (organizationId) => running?.hear(organizationId),
    begin() {
      running ??= runRequests({
        services: recording.services,
        turns,
        toScimError(error, { organizationId, txn }) {
          const described = toScimError(error, txn)
          if (described.status >= 500) log.error({ organizationId, txn, error: toLoggedError(error) }, 'request failed')
          return described
        },
        maskDetail: createDetailMask(recording.services.resourceTypes),
        onDone: createCarriedOutRecorder(recording),
        onError: (error, organizationId) =>
          log.error({ organizationId, error: toLoggedError(error) }, 'requests could not be carried out'),
      })
    },
    stop: async () => running?.stop(),
  }
}

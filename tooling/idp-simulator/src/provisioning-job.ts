import type { AttributeMappings } from './attribute-mapping.ts'
import type { ResourceType } from './build-resource.ts'
import { summarizeCycle, type CycleReport } from './cycle-report.ts'
import type { Directory } from './directory.ts'
import type { EntraClient } from './entra-client.ts'
import type { Outcome, OutcomeKind, Skip } from './outcome.ts'
import { defaultAttributeMappings } from './parse-attribute-mapping.ts'
import type { ProvisioningState } from './provisioning-state.ts'
import type { ScimAnswer } from './scim-connection.ts'

export type Phase = 'users' | 'groups' | 'deletions' | 'managers' | 'members'

export interface Progress {
  readonly phase: Phase
  readonly done: number
  readonly total: number
}

export interface ProvisioningOptions {
  readonly client: EntraClient
  readonly directory: Directory
  /** Changed by the cycle: keep it for the next one. */
  readonly state: ProvisioningState
  readonly mappings?: AttributeMappings
  /** Requests under way at once. */
  readonly concurrency?: number
  /** Members in one PATCH. Microsoft names no number, only that several may come in one. */
  readonly memberBatchSize?: number
  readonly onProgress?: (progress: Progress) => void
}

/** One run of the service: what its steps share. */
export interface ProvisioningJob extends Required<Omit<ProvisioningOptions, 'onProgress' | 'concurrency'>> {
  /** Evaluate every object, not only those that changed since the last cycle. */
  readonly evaluateAll: boolean
  /** Notes how a request ended. `error` overrules an answer that is no use although its status says success. */
  readonly record: (kind: OutcomeKind, type: ResourceType, objectId: string, answer: ScimAnswer, error?: string) => void
  readonly skip: (skip: Skip) => void
  readonly runPhase: <Item>(phase: Phase, items: readonly Item[], run: (item: Item) => Promise<void>) => Promise<void>
  readonly report: () => CycleReport
}

export function createProvisioningJob(options: ProvisioningOptions, evaluateAll: boolean): ProvisioningJob {
  const outcomes: Outcome[] = []
  const skipped: Skip[] = []
  const { client, directory, state } = options
  return {
    client,
    directory,
    state,
    evaluateAll,
    mappings: options.mappings ?? defaultAttributeMappings(),
    memberBatchSize: options.memberBatchSize ?? 100,
    record: (kind, resourceType, objectId, { status, ok, error, attempts }, overruled) => {
      const failure = overruled ?? error
      outcomes.push({ kind, resourceType, objectId, status, ok: ok && failure === null, error: failure, attempts })
    },
    skip: (skip) => {
      skipped.push(skip)
    },
    runPhase: async (phase, items, run) => {
      let done = 0
      const runOne = async (item: (typeof items)[number]): Promise<void> => {
        await run(item)
        options.onProgress?.({ phase, done: ++done, total: items.length })
      }
      await runConcurrently(items, options.concurrency ?? 1, runOne)
    },
    report: () => summarizeCycle(outcomes, skipped),
  }
}

async function runConcurrently<Item>(
  items: readonly Item[],
  limit: number,
  run: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = items.values()
  const worker = async (): Promise<void> => {
    for (const item of queue) await run(item)
  }
  await Promise.all(Array.from({ length: Math.max(1, limit) }, worker))
}

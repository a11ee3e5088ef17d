import type { NewPlan, Plan, PlanProgress, PlanResult, PlanLineKind, StoredLine } from '../directory/plan.ts'

export interface PlanReader {
  /** Whatever its state, until it is trimmed. */
  find(id: string): Promise<Plan | undefined>
  /** Lines of one kind in their order, `count` from `from` on, which counts from 0. */
  listLines(id: string, kind: PlanLineKind, from: number, count: number): Promise<StoredLine[]>
}

/** Plans are made beside the directory: writing one is no change of the organization. */
export interface PlanStore {
  insert(plan: NewPlan): Promise<void>
  setProgress(id: string, progress: PlanProgress): Promise<void>
  /** All lines of one kind. */
  addLines(id: string, kind: PlanLineKind, lines: readonly StoredLine[]): Promise<void>
  finish(id: string, result: PlanResult): Promise<void>
  fail(id: string, reason: string): Promise<void>
  /** Removes those that have expired, and all but the newest `keep`. */
  trim(now: string, keep: number): Promise<void>
}

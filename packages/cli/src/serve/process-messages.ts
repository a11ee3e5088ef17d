import type { OwnMetrics } from '@rolecall/server/system/metrics'

/** What the process that has started the others says to one of them. */
export type ToProcess =
  | { readonly kind: 'stop'; readonly signal: NodeJS.Signals }
  | { readonly kind: 'tell metrics'; readonly number: number }
  | { readonly kind: 'metrics of all'; readonly number: number; readonly text: string }

/** What one of them says to it. */
export type FromProcess =
  /** What it was told before it has not heard. */
  | { readonly kind: 'listens' }
  | { readonly kind: 'serves' }
  | { readonly kind: 'ask metrics'; readonly number: number }
  | { readonly kind: 'own metrics'; readonly number: number; readonly metrics: OwnMetrics }

/** What a process is for beside requests. The first one says where it listens; one at a time does what is due. */
export interface ProcessTask {
  readonly announces: boolean
  readonly doesDueWork: boolean
}

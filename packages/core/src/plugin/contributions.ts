import type { HookHandlers, HookName, ParsedRequest, ResourceTypeName } from './hook-points.ts'
import type { MappingKind, OperatorDefinition } from './mapping-kind.ts'

/** What a plugin adds; all of it is known when `setup` returns, and frozen then. */
export interface Contributions {
  readonly hooks?: Hooks
  /** Sections of the mapping file that this plugin owns. */
  readonly mappings?: readonly MappingKind[]
  readonly operators?: readonly OperatorDefinition[]
  /** Called once when the server stops, in reverse order of `setup`. */
  close?(): Promise<void> | void
}

/** At most one handler for each hook point. */
export type Hooks = { readonly [Name in HookName]?: Hook<Name> }

/** A plain function, or one with a place in the order and a condition. */
export type Hook<Name extends HookName> = HookHandlers[Name] | OrderedHook<Name>

export interface OrderedHook<Name extends HookName> {
  /** Before (`pre`) or after (`post`) those of the other plugins. */
  readonly order?: 'pre' | 'post'
  /** Called only for such changes; everything where it is left out. */
  readonly on?: {
    readonly resourceType?: ResourceTypeName
    readonly operation?: ParsedRequest['operation']
  }
  readonly handler: HookHandlers[Name]
}

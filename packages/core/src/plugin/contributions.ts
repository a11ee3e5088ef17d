import type { HookHandlers, HookName, ParsedRequest, ResourceTypeName } from './hook-points.ts'
import type { EffectDefinition, FactDefinition, MappingKind, OperatorDefinition } from './mapping-kind.ts'
import type { PanelDefinition } from './panel-definition.ts'
import type { ProviderDialect } from './provider-dialect.ts'
import type { RouteDefinition } from './route-definition.ts'

/** What a plugin adds; all of it is known when `setup` returns, and frozen then. */
export interface Contributions {
  readonly hooks?: Hooks
  /** Sections of the mapping file that this plugin owns. */
  readonly mappings?: readonly MappingKind[]
  /** Facts that conditions name by a word. */
  readonly facts?: readonly FactDefinition[]
  /** Comparisons that conditions may use. */
  readonly operators?: readonly OperatorDefinition[]
  /** What rules may give. */
  readonly effects?: readonly EffectDefinition[]
  /** The identity provider whose dialect this plugin speaks. */
  readonly provider?: ProviderDialect
  /** Routes below `/plugins/<name>`, each with its scope. */
  readonly routes?: readonly RouteDefinition[]
  /** Panels of the console, as data. */
  readonly panels?: readonly PanelDefinition[]
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
  /** Called only for such writes; for all of them where it is left out. */
  readonly on?: Name extends FilteredHookName ? HookFilter : never
  readonly handler: HookHandlers[Name]
}

/** Hook points that are called for several types of resource and operations. */
export type FilteredHookName = 'request.normalize' | 'resource.derive' | 'resource.validate'

/** Which writes a hook is called for; what is left out may be any. */
export interface HookFilter {
  readonly resourceType?: ResourceTypeName
  readonly operation?: ParsedRequest['operation']
}

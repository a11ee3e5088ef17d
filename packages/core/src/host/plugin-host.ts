import type { Issue } from '../scim/errors.ts'
import type { ResourceData } from '../scim/resource/resource-data.ts'
import type { Assignment } from '../plugin/assignment.ts'
import type { RequestContext, TransactionContext } from '../plugin/contexts.ts'
import type { CommittedChange, IncomingUser, ParsedRequest, ResourceChange, UserChange } from '../plugin/hook-points.ts'
import type { EffectDefinition, FactDefinition, OperatorDefinition } from '../plugin/mapping-kind.ts'
import type { PluginDescription } from './describe-plugin.ts'
import type { NamedKind } from './name-words.ts'
import type { PluginPanel } from './plugin-panel.ts'
import type { PluginRoute } from './plugin-route.ts'
import type { Providers } from './providers.ts'

/** A plugin that decides by hook. */
export interface HookDecider {
  readonly plugin: string
  /** Throws PluginError. */
  decide(change: UserChange, context: TransactionContext): Promise<readonly Assignment[]>
}

/** The plugins of a process, loaded, ordered and frozen; calls the handlers of each hook point. */
export interface PluginHost {
  /** Names in the order of the configuration. */
  readonly plugins: readonly string[]
  /** What each of them contributes, for people. */
  readonly described: readonly PluginDescription[]
  readonly mappingKinds: readonly NamedKind[]
  readonly facts: readonly FactDefinition[]
  readonly operators: readonly OperatorDefinition[]
  readonly effects: readonly EffectDefinition[]
  readonly providers: Providers
  /** Panels of the console, in the order of the plugins. */
  readonly panels: readonly PluginPanel[]
  /** Routes below `/plugins/<name>`, in the order of the plugins. */
  readonly routes: readonly PluginRoute[]
  normalize(request: ParsedRequest, context: RequestContext): ParsedRequest
  link(user: IncomingUser, context: TransactionContext): Promise<{ readonly userId: string } | undefined>
  derive(change: ResourceChange, context: TransactionContext): Promise<ResourceData>
  validate(change: ResourceChange, context: TransactionContext): Promise<readonly Issue[]>
  decide(change: UserChange, context: TransactionContext): Promise<readonly Assignment[]>
  /** The plugins that decide by hook, each by itself: one that fails for a person concerns no other. */
  readonly deciders: readonly HookDecider[]
  /** Whether any plugin decides by hook; without one no user has to be read for it. */
  readonly decides: boolean
  /** Whether anybody listens to committed changes. */
  readonly listens: boolean
  /** Never throws: failures are logged. */
  committed(change: CommittedChange): Promise<void>
  /** Closes plugins in reverse order of their set-up. */
  close(): Promise<void>
}

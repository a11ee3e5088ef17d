import type { Contributions, Hook, HookFilter, OrderedHook } from '../plugin/contributions.ts'
import type { HookHandlers, HookName } from '../plugin/hook-points.ts'
import type { PluginLog } from '../plugin/plugin.ts'

/** A plugin after its set-up. */
export interface ReadyPlugin {
  readonly name: string
  readonly log: PluginLog
  readonly contributions: Contributions
}

/** A handler with the plugin it is of. */
export interface HookEntry<Name extends HookName> {
  readonly plugin: string
  readonly log: PluginLog
  readonly filter: HookFilter
  readonly handler: HookHandlers[Name]
}

const places = { pre: 0, normal: 1, post: 2 } as const

/** The handlers of a hook point: `pre`, then normal, then `post`, each in the order of the configuration. */
export function listHooks<Name extends HookName>(
  name: Name,
  plugins: readonly ReadyPlugin[],
): readonly HookEntry<Name>[] {
  const entries = plugins.flatMap(({ name: plugin, log, contributions }) => {
    const hook: Hook<Name> | undefined = contributions.hooks?.[name]
    if (hook === undefined) return []
    const { order, on = {}, handler } = toOrdered(hook)
    return [{ place: places[order ?? 'normal'], entry: { plugin, log, filter: on, handler } }]
  })
  return entries.sort((a, b) => a.place - b.place).map(({ entry }) => entry)
}

/** Whether the handler wants to hear of such a write. */
export function concerns({ filter }: { readonly filter: HookFilter }, write: Required<HookFilter>): boolean {
  const { resourceType = write.resourceType, operation = write.operation } = filter
  return resourceType === write.resourceType && operation === write.operation
}

function toOrdered<Name extends HookName>(hook: Hook<Name>): OrderedHook<Name> {
  return typeof hook === 'function' ? { handler: hook } : hook
}

import { toPluginError } from './call-hook.ts'
import type { ReadyPlugin } from './hook-list.ts'
import { withinTime } from './time-limit.ts'

/** Closes plugins in reverse order of their set-up; what fails is logged, and the others are closed all the same. */
export async function closePlugins(plugins: readonly ReadyPlugin[], limit: number): Promise<void> {
  for (const { name, log, contributions } of plugins.toReversed()) {
    try {
      await withinTime(Promise.resolve(contributions.close?.()), limit)
    } catch (error) {
      const cause = toPluginError(name, 'close', error)
      log.error(cause.message, { error: cause })
    }
  }
}

import type { Contributions } from '../plugin/contributions.ts'
import type { Plugin, PluginLog, Services } from '../plugin/plugin.ts'
import { isJsonObject } from '../scim/resource/resource-data.ts'
import { toPluginError } from './call-hook.ts'
import { TimeLimitExceeded, withinTime } from './time-limit.ts'

/** Sets one plugin up within the time limit. One that is late is closed when it answers after all. Throws PluginError. */
export async function setUpPlugin(
  plugin: Plugin,
  config: unknown,
  services: Services,
  limit: number,
): Promise<Contributions> {
  const setup = Promise.resolve().then(() => plugin.setup(config, services))
  try {
    const contributions: unknown = await withinTime(setup, limit)
    if (!isJsonObject(contributions)) throw new Error('the answer must be an object of contributions; {} for none')
    return Object.freeze({ ...contributions })
  } catch (error) {
    if (error instanceof TimeLimitExceeded) closeWhenReady(setup, services.log)
    throw toPluginError(plugin.name, 'setup', error)
  }
}

function closeWhenReady(setup: Promise<Contributions>, log: PluginLog): void {
  setup
    .then(async (contributions) => contributions.close?.())
    .catch((error: unknown) => log.error('failed after its time was over', { error }))
}

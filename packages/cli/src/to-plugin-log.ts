import type { PluginLog } from '@rolecall/core/plugin/plugin'
import type { Logger } from 'pino'

/** The log of a plugin, written to that of the process. */
export function toPluginLog(log: Logger): PluginLog {
  return {
    info: (message, details) => log.info(details ?? {}, message),
    warn: (message, details) => log.warn(details ?? {}, message),
    error: (message, details) => log.error(details ?? {}, message),
  }
}

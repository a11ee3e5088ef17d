import { PluginError } from '@rolecall/core/errors'
import type { PluginLog } from '@rolecall/core/plugin/plugin'

/** What a plugin has written to its log. */
export interface LoggedLine {
  readonly plugin: string
  readonly level: 'info' | 'warn' | 'error'
  readonly message: string
  readonly details: object
}

/** Logs of plugins that a test can read. */
export interface PluginLogs {
  readonly log: (plugin: string) => PluginLog
  /** The lines since the last call. */
  readonly newLines: () => readonly LoggedLine[]
  /** Failures since the last call of what nobody waits for, such as `change.committed`: a server logs them. */
  readonly newFailures: () => readonly string[]
}

export function createPluginLogs(): PluginLogs {
  let lines: LoggedLine[] = []
  let failures: string[] = []
  const write = (plugin: string, level: LoggedLine['level']) => {
    return (message: string, details: object = {}): void => {
      lines.push({ plugin, level, message, details })
      if ('error' in details && details.error instanceof PluginError) failures.push(details.error.message)
    }
  }
  return {
    log: (plugin) => ({ info: write(plugin, 'info'), warn: write(plugin, 'warn'), error: write(plugin, 'error') }),
    newLines() {
      const written = lines
      lines = []
      return written
    },
    newFailures() {
      const failed = failures
      failures = []
      return failed
    },
  }
}

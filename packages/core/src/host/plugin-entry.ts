import type { Plugin } from '../plugin/plugin.ts'

/** A plugin as the configuration names it. */
export interface PluginEntry {
  readonly plugin: Plugin
  /** Its part of the configuration; `undefined` where it is named only. */
  readonly config: unknown
  /** Where the configuration names it (`rolecall.config.yaml:3:5`), for messages. */
  readonly origin: string
}

import { definePlugin } from '@rolecall/core/plugin/plugin'
import { noConfig } from '@rolecall/core/plugin/no-config'
import { dialect } from './dialect.ts'

/** The dialect of Ping Identity. */
export const ping = definePlugin({
  name: 'ping',
  apiVersion: 1,
  config: noConfig,
  setup: () => ({ provider: dialect }),
})

import { definePlugin } from '@rolecall/core/plugin/plugin'
import { noConfig } from '@rolecall/core/plugin/no-config'
import { dialect } from './dialect.ts'

/** The dialect of authentik. */
export const authentik = definePlugin({
  name: 'authentik',
  apiVersion: 1,
  config: noConfig,
  setup: () => ({ provider: dialect }),
})

import { definePlugin } from '@rolecall/core/plugin/plugin'
import { noConfig } from '@rolecall/core/plugin/no-config'
import { dialect } from './dialect.ts'

/** The dialect of Okta. */
export const okta = definePlugin({
  name: 'okta',
  apiVersion: 1,
  config: noConfig,
  setup: () => ({ provider: dialect }),
})

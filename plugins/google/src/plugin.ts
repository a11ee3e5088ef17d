import { definePlugin } from '@rolecall/core/plugin/plugin'
import { noConfig } from '@rolecall/core/plugin/no-config'
import { dialect } from './dialect.ts'

/** The dialect of Google Workspace. */
export const google = definePlugin({
  name: 'google',
  apiVersion: 1,
  config: noConfig,
  setup: () => ({ provider: dialect }),
})

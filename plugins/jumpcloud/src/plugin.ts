import { definePlugin } from '@rolecall/core/plugin/plugin'
import { noConfig } from '@rolecall/core/plugin/no-config'
import { dialect } from './dialect.ts'

/** The dialect of JumpCloud. */
export const jumpcloud = definePlugin({
  name: 'jumpcloud',
  apiVersion: 1,
  config: noConfig,
  setup: () => ({ provider: dialect }),
})

import { definePlugin } from '@rolecall/core/plugin/plugin'
import { noConfig } from '@rolecall/core/plugin/no-config'
import { dialect } from './dialect.ts'
import { normalizeManager } from './normalize-manager.ts'

/** The dialect of OneLogin. */
export const onelogin = definePlugin({
  name: 'onelogin',
  apiVersion: 1,
  config: noConfig,
  setup: () => ({
    provider: dialect,
    hooks: { 'request.normalize': { on: { resourceType: 'User' }, handler: normalizeManager } },
  }),
})

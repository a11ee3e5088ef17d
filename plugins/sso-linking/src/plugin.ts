import { definePlugin } from '@rolecall/core/plugin/plugin'
import { config } from './config.ts'
import { toSsoLinking } from './sso-linking-section.ts'

/** Links a user to the subject of the organization's SSO tokens: the section `ssoLinking`. */
export const ssoLinking = definePlugin({
  name: 'sso-linking',
  apiVersion: 1,
  config,
  setup: (defaults) => ({ mappings: [toSsoLinking(defaults)] }),
})

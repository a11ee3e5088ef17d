import { definePlugin } from '@rolecall/core/plugin/plugin'
import { config } from './config.ts'
import { defaults } from './defaults.ts'
import { groupMappings } from './group-mappings.ts'
import { roleEffects } from './role-effects.ts'
import { providerRoles } from './provider-roles.ts'
import { roleRules } from './role-rules.ts'

/** Organization and team roles from group memberships and from rules: and from what the provider assigns: `scimGroupMappings`, `roleRules`, `providerRoles`, `defaults`. */
export const groupRoles = definePlugin({
  name: 'group-roles',
  apiVersion: 1,
  config,
  setup: () => ({ mappings: [groupMappings, roleRules, providerRoles, defaults], effects: roleEffects }),
})

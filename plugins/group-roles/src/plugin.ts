import { definePlugin } from '@rolecall/core/plugin/plugin'
import { config } from './config.ts'
import { defaults } from './defaults.ts'
import { groupMappings } from './group-mappings.ts'
import { roleEffects } from './role-effects.ts'
import { roleRules } from './role-rules.ts'

/** Organization and team roles from group memberships and from rules: `scimGroupMappings`, `roleRules`, `defaults`. */
export const groupRoles = definePlugin({
  name: 'group-roles',
  apiVersion: 1,
  config,
  setup: () => ({ mappings: [groupMappings, roleRules, defaults], effects: roleEffects }),
})

import { definePlugin } from '@rolecall/core/plugin/plugin'
import { config } from './config.ts'
import { groupMappings } from './group-mappings.ts'

/** Organization and team roles from group memberships: the section `scimGroupMappings`. */
export const groupRoles = definePlugin({
  name: 'group-roles',
  apiVersion: 1,
  config,
  setup: () => ({ mappings: [groupMappings] }),
})

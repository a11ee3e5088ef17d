import { definePlugin } from '@rolecall/core/plugin/plugin'
import { fold } from '@rolecall/core/scim/fold'
import { createArrivalPanel } from './arrival-panel.ts'
import { toAttributeMappings } from './attribute-mappings-section.ts'
import { config } from './config.ts'
import { dialect } from './dialect.ts'
import { deriveDisplayName } from './derive-display-name.ts'
import { normalizeSchemas } from './normalize-schemas.ts'
import { isLocalPartOf, isNoEmailAddress, isNoObjectId } from './operators.ts'

/** The dialect of Microsoft Entra ID, and what is amiss in its attribute mapping: the section `attributeMappings`. */
export const entra = definePlugin({
  name: 'entra',
  apiVersion: 1,
  config,
  setup({ attributeMappings }, { resourceTypes }) {
    const mapsDisplayName = attributeMappings.some(({ target }) => fold(target) === 'displayname')
    return {
      provider: dialect,
      mappings: [toAttributeMappings(attributeMappings, resourceTypes.User)],
      panels: [createArrivalPanel(attributeMappings, resourceTypes.User)],
      operators: [isNoObjectId, isNoEmailAddress, isLocalPartOf],
      hooks: {
        'request.normalize': { on: { resourceType: 'Group' }, handler: normalizeSchemas },
        ...(mapsDisplayName && {
          'resource.derive': { on: { resourceType: 'User', operation: 'create' }, handler: deriveDisplayName },
        }),
      },
    }
  },
})

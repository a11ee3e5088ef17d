import type { MappingSource } from '@rolecall/core/decider'

import type { BodyDefinition } from '../route/body-definition.ts'

/** The media type of RFC 9512, by which a YAML mapping is answered. */
export const yamlMediaType = 'application/yaml'

/** A mapping as its author wrote it; what is wrong with its text is for the decider to say. */
export const mappingBody: BodyDefinition<MappingSource> = {
  mediaTypes: [yamlMediaType, 'application/json', 'application/x-yaml', 'text/yaml', 'text/x-yaml'],
  parse(text, mediaType) {
    return { text, format: mediaType === 'application/json' ? 'json' : 'yaml' }
  },
}

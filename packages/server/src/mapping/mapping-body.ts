import type { MappingSource } from '@rolecall/core/directory/mapping-source'
import { InvalidSyntax } from '@rolecall/core/scim/errors'
import { isStorableText } from '@rolecall/core/scim/storable-text'

import type { BodyDefinition } from '../route/body-definition.ts'

/** The media type of RFC 9512, by which a YAML mapping is answered. */
export const yamlMediaType = 'application/yaml'

const yamlTypes = [yamlMediaType, 'application/x-yaml', 'text/yaml', 'text/x-yaml']

/** What is a little too large for a mapping is told as all that is wrong with it is. */
const limit = 2 * 1024 * 1024

/** A mapping as its author wrote it; what is wrong with its text is for the decider to say. */
export const mappingBody: BodyDefinition<MappingSource> = {
  mediaTypes: ['application/json', ...yamlTypes],
  limit: { bytes: limit, tooLarge: `The body must not be larger than ${limit} bytes, nor a mapping than 1 MiB` },
  parse(text, mediaType) {
    if (!isStorableText(text)) throw new InvalidSyntax('The mapping must not contain U+0000')
    return { text, format: mediaType === 'application/json' ? 'json' : 'yaml' }
  },
}

/** The same where there may be no body at all; of YAML an empty file is a mapping too. */
export const optionalMappingBody: BodyDefinition<MappingSource | undefined> = {
  ...mappingBody,
  optional: true,
  emptyTypes: yamlTypes,
}

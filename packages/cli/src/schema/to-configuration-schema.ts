import { toJsonSchema } from '@valibot/to-json-schema'

import { configurationFile, isAddress, pluginForms, pluginReference } from '../configuration/configuration-schema.ts'

/** The JSON Schema of `rolecall.config.yaml`, for editors; the server checks by the schema that it is made from. */
export function toConfigurationSchema(): Readonly<Record<string, unknown>> {
  const schema = toJsonSchema(configurationFile, {
    target: 'draft-07',
    typeMode: 'input',
    errorMode: 'ignore',
    overrideSchema: ({ valibotSchema }) =>
      // Chosen by the input, which a JSON Schema can't say.
      valibotSchema === pluginReference
        ? { anyOf: pluginForms.map((form) => ({ ...toJsonSchema(form, { target: 'draft-07' }), $schema: undefined })) }
        : undefined,
    overrideAction: ({ jsonSchema, valibotAction }) =>
      valibotAction === isAddress ? { ...jsonSchema, format: 'uri', pattern: '^https?://' } : undefined,
  })
  return { ...schema, $defs: undefined, title: 'The configuration of Rolecall' }
}

import { fold } from '@rolecall/core/scim/fold'
import type { AttributeDefinition } from '@rolecall/core/scim/schema/attribute-definition'
import type { ResourceTypes } from '@rolecall/core/scim/schema/resource-types'

/** Whether a word within a name or a path stands for something that must not be kept. */
export type IsSecretName = (text: string) => boolean

/** Secrets wherever these letters are part of a name; clients send attributes that no schema here has. */
const telling = ['password', 'passwd', 'passphrase', 'secret', 'credential', 'apikey', 'privatekey']

/** Secrets where this is the whole word. */
const whole = ['token', 'accesstoken', 'refreshtoken', 'idtoken', 'authorization', 'pwd', 'pin', 'otp']

/**
 * Names of what must not be kept: every attribute that a schema calls writeOnly or never returned
 * (RFC 7643 §2.2), and what is a secret by its name. A name, a dotted key, a URN with an attribute and a
 * PATCH path are all cut into words, so that no form of an attribute's name gets by.
 */
export function createSecretNames(types: ResourceTypes): IsSecretName {
  const secrets = new Set(whole)
  for (const { schema, extensions } of [types.User, types.Group]) {
    for (const { attributes } of [schema, ...extensions.map((extension) => extension.schema)]) {
      collect(attributes, secrets)
    }
  }
  return (text) => {
    // The words of a name itself ("api-key", "client_secret") belong together; those of a path do not.
    for (const word of fold(text).split(/[^\p{L}\p{N}$_-]+/u)) {
      const letters = word.replaceAll(/[$_-]/g, '')
      if (secrets.has(letters) || telling.some((part) => letters.includes(part))) return true
    }
    return false
  }
}

function collect(attributes: readonly AttributeDefinition[], into: Set<string>): void {
  for (const { name, mutability, returned, subAttributes } of attributes) {
    if (returned === 'never' || mutability === 'writeOnly') into.add(fold(name).replaceAll(/[$_-]/g, ''))
    if (subAttributes !== undefined) collect(subAttributes, into)
  }
}

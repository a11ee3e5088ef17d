import { fold } from '@rolecall/core/scim/fold'
import type { AttributeDefinition } from '@rolecall/core/scim/schema/attribute-definition'
import type { ResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import { createCache } from '@rolecall/rules/create-cache'

/** Whether a word within a name or a path stands for something that must not be kept. */
export type IsSecretName = (text: string) => boolean

/** Secrets wherever these letters are part of a name; clients send attributes that no schema here has. */
const telling = /password|passwd|passphrase|passcode|secret|credential|apikey|privatekey|accesskey/

/** Secrets where a name ends so, however its words are joined: `apiToken`, `session_token`, `DEVICE-TOKENS`, `recoveryCode2`. */
const ending =
  /(token|assertion|(recovery|backup|access|security|verification|authorization|auth|login|mfa|unlock|activation)code)s?\d*$/

/** Secrets where this is one of a name's words; letters that are within many others. */
const words = new Set(['authorization', 'pwd', 'pin', 'otp', 'totp', 'jwt', 'cookie'])

/** Nearly no name has these letters at all, and to cut one into its words takes long. */
const mayHaveWord = new RegExp([...words].join('|'))

/** No path is longer, nor the head of a request; what is, is not looked through but taken for a secret. */
const longest = 65_536

/** Names come again with every request; what is longer is a path that may hold anything. */
const remembered = 100

/**
 * Names of what must not be kept: every attribute that a schema calls writeOnly or never returned
 * (RFC 7643 §2.2), and what is a secret by its name. A name, a dotted key, a URN with an attribute, a
 * PATCH path and a part of a URL are all cut into names, so that no form of an attribute's name gets by.
 */
export function createSecretNames(types: ResourceTypes): IsSecretName {
  const secrets = new Set<string>()
  for (const { schema, extensions } of [types.User, types.Group]) {
    for (const { attributes } of [schema, ...extensions.map((extension) => extension.schema)]) {
      collect(attributes, secrets)
    }
  }
  // The words of a name itself ("api-key", "client_secret") belong together; those of a path do not.
  const judgeName = (name: string): boolean => {
    const letters = toLetters(name)
    if (secrets.has(letters) || ending.test(letters) || telling.test(letters)) return true
    return mayHaveWord.test(letters) && toWords(name).some((word) => words.has(word))
  }
  const judge = (text: string): boolean => toNames(text).some(judgeName)
  const judged = createCache<boolean>(2_000)
  return (text) => {
    if (text.length > longest) return true
    if (text.length > remembered) return judge(text)
    const known = judged.get(text)
    if (known !== undefined) return known
    const verdict = judge(text)
    judged.set(text, verdict)
    return verdict
  }
}

/** Almost every name is one of these, and there are many. */
const usual = /^\w+$/

/** Compatible letters as one, without what is not seen, and as it is meant where it is written for a URL. */
function toNames(text: string): readonly string[] {
  if (usual.test(text)) return [text]
  const plain = text.normalize('NFKC').replaceAll(/\p{Cf}/gu, '')
  const decoded = plain.includes('%')
    ? plain.replaceAll(/%([0-7][\da-f])/gi, (_, code: string) => toCharacter(code))
    : ''
  return `${plain} ${decoded}`.split(/[^\p{L}\p{N}$_-]+/u)
}

function toCharacter(code: string): string {
  return String.fromCodePoint(Number.parseInt(code, 16))
}

function toLetters(name: string): string {
  return fold(name).replaceAll(/[$_-]/g, '')
}

/** `userPIN` and `user_pin` have the words user and pin. */
function toWords(name: string): readonly string[] {
  return name.split(/[$_\-\d]+|(?<=\p{Ll})(?=\p{Lu})/u).map(fold)
}

function collect(attributes: readonly AttributeDefinition[], into: Set<string>): void {
  for (const { name, mutability, returned, subAttributes } of attributes) {
    if (returned === 'never' || mutability === 'writeOnly') into.add(toLetters(name))
    if (subAttributes !== undefined) collect(subAttributes, into)
  }
}

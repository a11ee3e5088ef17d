import type { OperatorDefinition } from '@rolecall/core/plugin/mapping-kind'
import { fold } from '@rolecall/core/scim/fold'
import type { Json } from '@rolecall/core/scim/resource/resource-data'

const objectId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** A value is there and has not the form of an Entra object id, a GUID. */
export const isNoObjectId: OperatorDefinition = {
  name: 'isNoObjectId',
  evaluate: (left) => texts(left).some((text) => !objectId.test(text)),
}

/** A value is there and can't be an e-mail address; a guest's name (`ann_example.com#EXT#@tenant.onmicrosoft.com`) can't. */
export const isNoEmailAddress: OperatorDefinition = {
  name: 'isNoEmailAddress',
  evaluate: (left) => texts(left).some((text) => !isAddress(text)),
}

/** A value on the left is what stands before the `@` of one on the right, without regard to case. */
export const isLocalPartOf: OperatorDefinition = {
  name: 'isLocalPartOf',
  evaluate(left, right) {
    const parts = new Set(
      texts(right)
        .filter((text) => text.includes('@'))
        .map((text) => fold(localPartOf(text))),
    )
    return texts(left).some((text) => parts.has(fold(text)))
  },
}

/** RFC 5321 §4.5.3.1.3: 256 octets with the angle brackets. */
const longestAddress = 254

function isAddress(text: string): boolean {
  const at = text.lastIndexOf('@')
  const domain = text.slice(at + 1)
  const dot = domain.lastIndexOf('.')
  if (text.length > longestAddress || /\s/.test(text) || text.includes('#EXT#@')) return false
  return at > 0 && text.indexOf('@') === at && dot > 0 && dot < domain.length - 1
}

function localPartOf(text: string): string {
  return text.slice(0, text.lastIndexOf('@'))
}

function texts(values: readonly Json[]): readonly string[] {
  return values.filter((value) => typeof value === 'string')
}

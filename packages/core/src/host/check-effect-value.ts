import { isKnownEffect, type EffectValues } from '../plugin/effect-values.ts'
import { fold } from '../scim/fold.ts'
import { toInstant } from '../scim/resource/to-instant.ts'
import { isJsonObject } from '../scim/resource/resource-data.ts'
import { isStorableText } from '../scim/storable-text.ts'
import { checkShape, either, text, type Form, type Shape } from './check-shape.ts'

const name: Form = {
  expected: 'a text that is not empty',
  fits: (value) => typeof value === 'string' && value !== '' && isStorableText(value),
}
const scope: Form = {
  expected: "'organization', or 'team:' and the folded id of a team",
  fits: (value) => value === 'organization' || (typeof value === 'string' && isTeam(value)),
}
const instant: Form = {
  expected: "an instant such as '2027-06-30T00:00:00.000Z'",
  fits: (value) => typeof value === 'string' && toInstant(value) === value,
}
const noEnd: Form = { expected: 'null', fits: (value) => value === null }
const yes: Form = { expected: 'true', fits: (value) => value === true }

function isTeam(value: string): boolean {
  return value.startsWith('team:') && value !== 'team:' && value === fold(value) && isStorableText(value)
}

/** The members of the value of each effect that core acts on. */
const shapes: { readonly [Effect in keyof EffectValues]: Shape } = {
  role: { scope, role: name, groupId: text, expiresAt: either(instant, noEnd) },
  'email.validated': { validated: yes },
  'identity.subject': { subject: name },
  finding: { code: name, message: name },
}

/** Effects whose values may have more members than core looks at. */
const open: readonly string[] = ['finding']

/** What is wrong with the value that is given for an effect: a sentence, or nothing. */
export function checkEffectValue(effect: string, value: unknown): string | undefined {
  const what = `the value of '${effect}'`
  if (!isJsonObject(value)) return `${what} must be an object`
  const unfit = findUnfit(value, '')
  if (unfit !== undefined) return `${what} must be JSON, and '${unfit}' is not`
  if (!isKnownEffect(effect)) return undefined
  const shape = shapes[effect]
  const [mistake] = checkShape(open.includes(effect) ? pick(value, shape) : value, what, shape)
  return mistake
}

function pick(value: Readonly<Record<string, unknown>>, shape: Shape): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(value).filter(([key]) => Object.hasOwn(shape, key)))
}

/** Deeper than any value needs; one that contains itself is endless. */
const deepest = 32

/** The path of something that would not come back from the database as it is; `undefined` for none. */
function findUnfit(value: unknown, path: string, depth = 0): string | undefined {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return undefined
  if (typeof value === 'number' && Number.isFinite(value)) return undefined
  if (typeof value !== 'object' || depth > deepest || !isPlain(value)) return path === '' ? 'value' : path
  for (const [key, member] of Object.entries(value)) {
    const unfit = findUnfit(member, path === '' ? key : `${path}.${key}`, depth + 1)
    if (unfit !== undefined) return unfit
  }
  return undefined
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return Array.isArray(value) || prototype === Object.prototype || prototype === null
}

import { isJsonObject } from '../scim/resource/resource-data.ts'
import { nearestWord } from './nearest-word.ts'

/** What a member may be, in words for its author. */
export interface Form {
  readonly expected: string
  readonly fits: (value: unknown) => boolean
}

/** The members of an object by name; those that end in `?` may be left out. */
export type Shape = Readonly<Record<string, Form>>

export const text: Form = { expected: 'a text', fits: (value) => typeof value === 'string' }
export const flag: Form = { expected: 'true or false', fits: (value) => typeof value === 'boolean' }
export const number: Form = { expected: 'a number', fits: Number.isFinite }
export const callable: Form = { expected: 'a function', fits: (value) => typeof value === 'function' }
export const list: Form = { expected: 'a list', fits: Array.isArray }
export const object: Form = { expected: 'an object', fits: isJsonObject }
export const anything: Form = { expected: 'anything', fits: () => true }
export const texts: Form = { expected: 'a list of texts', fits: (value) => isListOf(value, text) }
export const namedTexts: Form = {
  expected: 'an object of texts',
  fits: (value) => isJsonObject(value) && Object.values(value).every(text.fits),
}

export function oneOf(...words: readonly string[]): Form {
  const expected = words.map((word) => `'${word}'`).join(' or ')
  return { expected, fits: (value) => words.some((word) => word === value) }
}

export function listOf(form: Form): Form {
  return { expected: `a list of ${form.expected}`, fits: (value) => isListOf(value, form) }
}

export function either(first: Form, second: Form): Form {
  return {
    expected: `${first.expected} or ${second.expected}`,
    fits: (value) => first.fits(value) || second.fits(value),
  }
}

/** Everything about `what` that is not as its shape says: a sentence each. */
export function checkShape(value: unknown, what: string, shape: Shape): readonly string[] {
  if (!isJsonObject(value)) return [`${what} must be an object`]
  const members = Object.entries(shape).map(([key, form]) => ({
    name: key.replace('?', ''),
    form,
    isOpen: key.endsWith('?'),
  }))
  const mistakes = members.flatMap(({ form, isOpen, name }) => {
    const member: unknown = value[name]
    if (member === undefined) return isOpen ? [] : [`${what} has no '${name}': ${form.expected} was expected`]
    return form.fits(member) ? [] : [`'${name}' of ${what} must be ${form.expected}`]
  })
  const names = members.map(({ name }) => name)
  return [...findUnknown(value, what, names), ...mistakes]
}

/** Keys that an object can't have, a sentence each. */
export function findUnknown(value: object, what: string, known: readonly string[]): readonly string[] {
  const unknown = Object.keys(value).filter((key) => !known.includes(key))
  return unknown.map((key) => `${what} has an unknown key '${key}'; ${suggest(key, known)}`)
}

/** The end of a sentence about an unknown word. */
function suggest(word: string, known: readonly string[]): string {
  const nearest = nearestWord(word, known)
  return nearest === undefined ? `known are ${known.join(', ')}` : `did you mean '${nearest}'?`
}

function isListOf(value: unknown, { fits }: Form): boolean {
  return Array.isArray(value) && value.every(fits)
}

import type { Json } from '@rolecall/core/scim/resource/resource-data'

import { maskUrl } from './mask-path.ts'
import { maskText, masked } from './mask-text.ts'
import { createSecretTexts, type SecretTexts } from './secret-texts.ts'
import type { IsSecretName } from './secret-names.ts'

/** A body as the log keeps it. */
export interface MaskedBody {
  readonly body: Json
  /** A text that may quote the body, such as an error, without what was masked there. */
  readonly withoutSecrets: (text: string) => string
}

/** The longest text that is kept whole. */
const longestText = 1_000

/** JSON within JSON is looked through so deep, and whole objects too; deeper is left out. */
const deepest = 24

interface Walk {
  readonly isSecret: IsSecretName
  readonly secrets: SecretTexts
  /** What the text of an error is first put through. */
  readonly clean: (text: string) => string
  /** Characters that may still be kept. */
  left: number
}

/** Members whose text names an attribute that the `value` beside it belongs to. */
const naming = new Set(
  'path name key attribute attributename attributepath target field property label type kind'.split(' '),
)

/** Members that hold what such a name stands for. */
const valuing = /(value|data)s?$/

/** Members whose text is a path or a filter, which may hold values of attributes. */
const quoting = new Set(['path', 'filter', 'location', '$ref', 'sortby'])

/**
 * Masks a parsed body by its structure: values of secret attributes, those that a PATCH path names, JSON in
 * strings, queries of URLs, and tokens. Keeps about `limit` characters; what is left out is counted where it was. The
 * time it takes depends on the limit, not on the body. `clean` is what the `detail` of an error is put through: it may
 * quote the request.
 */
export function maskBody(
  body: Json,
  isSecret: IsSecretName,
  limit: number,
  clean: (text: string) => string = (text) => text,
): MaskedBody {
  const secrets = createSecretTexts()
  return { body: mask({ isSecret, secrets, clean, left: limit }, body, 0), withoutSecrets: secrets.takeOutOf }
}

function mask(walk: Walk, value: Json, depth: number): Json {
  if (typeof value === 'string') return maskString(walk, value, depth)
  walk.left -= 5
  if (typeof value !== 'object' || value === null) return value
  if (depth === deepest) return leaveOut(walk, '…')
  return Array.isArray(value)
    ? maskElements(walk, value as readonly Json[], depth)
    : maskMembers(walk, value as { readonly [name: string]: Json }, depth)
}

function maskElements(walk: Walk, elements: readonly Json[], depth: number): Json {
  const kept: Json[] = []
  for (const element of elements) {
    if (walk.left <= 0) {
      kept.push(leaveOut(walk, `… ${elements.length - kept.length} more`))
      break
    }
    kept.push(mask(walk, element, depth + 1))
  }
  return kept
}

function maskMembers(walk: Walk, members: { readonly [name: string]: Json }, depth: number): Json {
  const named = namesSecret(walk, members)
  const kept: Record<string, Json> = {}
  let count = 0
  for (const name in members) {
    if (walk.left <= 0) {
      kept['…'] = leaveOut(walk, `${Object.keys(members).length - count} more`)
      break
    }
    walk.left -= name.length + 4
    setMember(kept, cut(maskText(name)), maskMember(walk, name, members[name] as Json, named, depth))
    count += 1
  }
  return kept
}

/** Of `__proto__` an assignment would make the prototype. */
function setMember(object: Record<string, Json>, name: string, value: Json): void {
  if (name !== '__proto__') object[name] = value
  else Object.defineProperty(object, name, { value, enumerable: true })
}

function maskMember(walk: Walk, name: string, value: Json, named: boolean, depth: number): Json {
  const member = name.toLowerCase()
  if (walk.isSecret(name)) return hide(walk, value)
  if (named && valuing.test(member)) return hide(walk, value)
  if (quoting.has(member) && typeof value === 'string' && quotes(value) && walk.isSecret(value))
    return hide(walk, value)
  return mask(walk, member === 'detail' && typeof value === 'string' ? walk.clean(value) : value, depth + 1)
}

/** Whether a path or a filter holds a value. */
function quotes(text: string): boolean {
  return text.length > longestText || /["']|%22|%27|\s(eq|ne|co|sw|ew|gt|ge|lt|le)\s/i.test(text)
}

/** Whether a member says that what stands beside it is a secret: a PATCH operation on `password`. */
function namesSecret(walk: Walk, members: { readonly [name: string]: Json }): boolean {
  for (const name in members) {
    const value = members[name]
    if (typeof value === 'string' && naming.has(name.toLowerCase()) && walk.isSecret(value)) return true
  }
  return false
}

function maskString(walk: Walk, text: string, depth: number): Json {
  const start = text.length < 2 ? text : text.trimStart()
  if (start[0] === '{' || start[0] === '[') return maskJson(walk, text, depth)
  return keep(walk, toKept(walk, text))
}

/** A text that is none of JSON. The end of a long one is not kept, so it is not looked at. */
function toKept(walk: Walk, text: string): string {
  const start = text.slice(0, longestText * 2)
  const isUrl = /[?#]/.test(start) && /^\s*(\/|[a-z][a-z\d+.-]*:)/i.test(start)
  const shown = isUrl ? maskUrl(start, walk.isSecret) : maskText(start)
  return text.length <= longestText ? shown : `${shown.slice(0, longestText)}… (${text.length} characters)`
}

/** JSON in a string, which Entra sends for roles, stays a string. What is no JSON after all is kept if it names no secret. */
function maskJson(walk: Walk, text: string, depth: number): Json {
  if (text.length > walk.left || depth === deepest) return leaveOut(walk, `… (${text.length} characters)`)
  let inner: Json
  try {
    inner = JSON.parse(text) as Json
  } catch {
    return walk.isSecret(text) ? hide(walk, text) : keep(walk, toKept(walk, text))
  }
  return JSON.stringify(mask(walk, inner, depth + 1))
}

/** What is not looked at may hold a secret too. */
function leaveOut({ secrets }: Walk, instead: string): string {
  secrets.missSome()
  return instead
}

function keep(walk: Walk, text: string): string {
  walk.left -= text.length + 3
  return text
}

/** Something is there, but not what: neither its length nor its type. */
function hide(walk: Walk, value: Json): Json {
  walk.secrets.add(value)
  return value === null || value === '' ? value : keep(walk, masked)
}

function cut(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText)}… (${text.length} characters)`
}

import type { Json } from '@rolecall/core/scim/resource/resource-data'

import { maskText, masked } from './mask-text.ts'
import type { IsSecretName } from './secret-names.ts'

/** A body as the log keeps it. */
export interface MaskedBody {
  readonly body: Json
  /** Texts that were masked, so that they can be taken out of what quotes the body. */
  readonly secrets: readonly string[]
}

/** The longest text that is kept whole. */
const longestText = 1_000

/** JSON within JSON is looked through so deep, and whole objects too; deeper is left out. */
const deepest = 24

interface Walk {
  readonly isSecret: IsSecretName
  readonly secrets: string[]
  /** Characters that may still be kept. */
  left: number
}

/** Members whose text names an attribute that the `value` beside it belongs to. */
const naming = new Set(['path', 'name', 'key', 'attribute', 'attributename', 'attributepath', 'target'])

/** Members whose text is a path or a filter, which may hold values of attributes. */
const quoting = new Set(['path', 'filter', 'location', '$ref', 'sortby'])

/**
 * Masks a parsed body by its structure: values of secret attributes, those that a PATCH path names, JSON in
 * strings, and tokens. Keeps about `limit` characters; what is left out is counted where it was. The
 * time it takes depends on the limit, not on the body.
 */
export function maskBody(body: Json, isSecret: IsSecretName, limit: number): MaskedBody {
  const walk: Walk = { isSecret, secrets: [], left: limit }
  return { body: mask(walk, body, 0), secrets: walk.secrets }
}

function mask(walk: Walk, value: Json, depth: number): Json {
  if (typeof value === 'string') return maskString(walk, value, depth)
  walk.left -= 5
  if (typeof value !== 'object' || value === null) return value
  if (depth === deepest) return '…'
  return Array.isArray(value)
    ? maskElements(walk, value as readonly Json[], depth)
    : maskMembers(walk, value as { readonly [name: string]: Json }, depth)
}

function maskElements(walk: Walk, elements: readonly Json[], depth: number): Json {
  const kept: Json[] = []
  for (const element of elements) {
    if (walk.left <= 0) {
      kept.push(`… ${elements.length - kept.length} more`)
      break
    }
    kept.push(mask(walk, element, depth + 1))
  }
  return kept
}

function maskMembers(walk: Walk, members: { readonly [name: string]: Json }, depth: number): Json {
  const named = namesSecret(walk, members)
  const kept: [string, Json][] = []
  for (const name in members) {
    if (walk.left <= 0) {
      kept.push(['…', `${Object.keys(members).length - kept.length} more`])
      break
    }
    walk.left -= name.length + 4
    kept.push([cut(maskText(name)), maskMember(walk, name, members[name] as Json, named, depth)])
  }
  return Object.fromEntries(kept)
}

function maskMember(walk: Walk, name: string, value: Json, named: boolean, depth: number): Json {
  const member = name.toLowerCase()
  if (walk.isSecret(name)) return hide(walk, value)
  if (named && (member === 'value' || member === 'data')) return hide(walk, value)
  if (quoting.has(member) && typeof value === 'string' && value.includes('"') && walk.isSecret(value)) {
    return hide(walk, value)
  }
  return mask(walk, value, depth + 1)
}

/** Whether a member says that what stands beside it is a secret: a PATCH operation on `password`. */
function namesSecret(walk: Walk, members: { readonly [name: string]: Json }): boolean {
  for (const name in members) {
    const value = members[name]
    if (typeof value !== 'string' || value.length > longestText || !naming.has(name.toLowerCase())) continue
    if (walk.isSecret(value)) return true
  }
  return false
}

function maskString(walk: Walk, text: string, depth: number): Json {
  const start = text.length < 2 ? text : text.trimStart()
  if (start[0] === '{' || start[0] === '[') return maskJson(walk, text, depth)
  const kept = cut(maskText(text))
  walk.left -= kept.length + 3
  return kept
}

/** JSON in a string, which Entra sends for roles, stays a string. What is no JSON after all is kept if it names no secret. */
function maskJson(walk: Walk, text: string, depth: number): Json {
  if (text.length > walk.left || depth === deepest) return `… (${text.length} characters)`
  let inner: Json
  try {
    inner = JSON.parse(text) as Json
  } catch {
    return walk.isSecret(text) ? hide(walk, text) : keep(walk, cut(maskText(text)))
  }
  return JSON.stringify(mask(walk, inner, depth + 1))
}

function keep(walk: Walk, text: string): string {
  walk.left -= text.length + 3
  return text
}

/** Something is there, but not what: neither its length nor its type. */
function hide(walk: Walk, value: Json): Json {
  collect(walk.secrets, value, 0)
  return value === null || value === '' ? value : keep(walk, masked)
}

/** What an error message might quote of it; a few are enough, and short ones are in every text. */
function collect(secrets: string[], value: Json, depth: number): void {
  if (secrets.length >= 20 || depth > 4 || value === null) return
  if (typeof value !== 'object') {
    const text = String(value)
    if (text.length >= 3 && typeof value !== 'boolean') secrets.push(text)
    return
  }
  for (const inner of Object.values<Json>(value as { readonly [name: string]: Json }))
    collect(secrets, inner, depth + 1)
}

function cut(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText)}… (${text.length} characters)`
}

import type { Json } from '@rolecall/core/scim/resource/resource-data'

import { masked } from './mask-text.ts'

/** What was masked in a body, so that it can be taken out of a text that quotes the body. */
export interface SecretTexts {
  readonly add: (value: Json) => void
  /** A part of the body was not looked at. */
  readonly missSome: () => void
  readonly takeOutOf: (text: string) => string
}

/** So many are remembered, and none that is longer or so short that it is within every text. */
const most = 100
const longest = 1_000
const shortest = 3

/** An error quotes the beginning of a long value: so much of one gives it away. */
const beginning = 8

/**
 * Where more was masked than is remembered, everything that a text has in quotation marks might be a secret and is taken out of
 * it: errors quote values so.
 */
export function createSecretTexts(): SecretTexts {
  const texts = new Set<string>()
  let longestFirst: readonly string[] | undefined
  let missed = false

  function add(value: Json, depth = 0): void {
    if (value === null || typeof value === 'boolean') return
    if (typeof value === 'object') {
      if (depth > 4) missed = true
      else for (const inner of Object.values<Json>(value as { readonly [name: string]: Json })) add(inner, depth + 1)
      return
    }
    const text = String(value)
    if (text.length > longest) missed = true
    // A filter is quoted in parts: its value without what it is compared with.
    for (const part of [text, JSON.stringify(text).slice(1, -1), ...text.slice(0, longest).split(/[\s"'()[\]=]+/)]) {
      if (part.length < shortest) continue
      if (texts.size >= most) missed = true
      else {
        texts.add(part.slice(0, longest))
        longestFirst = undefined
      }
    }
  }

  return {
    add,
    missSome: () => void (missed = true),
    takeOutOf(text) {
      let shown = text
      longestFirst ??= [...texts].toSorted((one, other) => other.length - one.length)
      for (const secret of longestFirst) {
        shown = shown.replaceAll(secret, masked)
        if (secret.length > beginning) shown = shown.replaceAll(`"${secret.slice(0, beginning)}`, `"${masked}`)
      }
      return missed ? shown.replaceAll(/"[^"]*"/g, `"${masked}"`) : shown
    },
  }
}

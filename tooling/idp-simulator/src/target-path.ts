/** The right column of a mapping: an attribute path of the SCIM resource, in the few forms that Entra has. */
export interface TargetPath {
  /** As written, and as sent in the `path` of a PATCH operation. */
  readonly text: string
  /** Schema URN of an extension attribute. */
  readonly urn: string | null
  readonly attribute: string
  /** `[type eq "work"]`. */
  readonly filter: { readonly attribute: string; readonly value: string } | null
  readonly subAttribute: string | null
  /** `active` and `….primary`, which POST and the compliant dialect send as JSON booleans. */
  readonly isBoolean: boolean
}

/** Text → path; `undefined` where the text is none of Entra's forms. */
export function parseTargetPath(text: string): TargetPath | undefined {
  const open = text.indexOf('[')
  const colon = text.lastIndexOf(':', open < 0 ? text.length : open)
  const urn = colon < 0 ? null : text.slice(0, colon)
  if (urn !== null && !urn.toLowerCase().startsWith('urn:')) return undefined
  const parts = open < 0 ? splitPlain(text.slice(colon + 1)) : splitFiltered(text, colon + 1, open)
  if (parts === undefined || !isName(parts.attribute)) return undefined
  if (parts.subAttribute !== null && !isName(parts.subAttribute)) return undefined
  const last = (parts.subAttribute ?? parts.attribute).toLowerCase()
  const isBoolean = (urn === null && parts.subAttribute === null && last === 'active') || last === 'primary'
  return { text, urn, ...parts, isBoolean }
}

type Parts = Pick<TargetPath, 'attribute' | 'filter' | 'subAttribute'>

function splitPlain(text: string): Parts {
  const dot = text.indexOf('.')
  if (dot < 0) return { attribute: text, filter: null, subAttribute: null }
  return { attribute: text.slice(0, dot), filter: null, subAttribute: text.slice(dot + 1) }
}

/** `attribute[name eq "value"].subAttribute` */
function splitFiltered(text: string, start: number, open: number): Parts | undefined {
  const close = text.lastIndexOf(']')
  const [name, operator, value, ...more] = text.slice(open + 1, close).split(' ')
  if (name === undefined || value === undefined || more.length > 0 || operator?.toLowerCase() !== 'eq') return undefined
  if (!isName(name) || value.length < 3 || !value.startsWith('"') || !value.endsWith('"')) return undefined
  if (text.charAt(close + 1) !== '.') return undefined
  return {
    attribute: text.slice(start, open),
    filter: { attribute: name, value: value.slice(1, -1) },
    subAttribute: text.slice(close + 2),
  }
}

function isName(text: string): boolean {
  return /^[A-Za-z0-9_$-]+$/.test(text)
}

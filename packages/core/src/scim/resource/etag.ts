/** The weak ETag of a version (RFC 7644 §3.14): `W/"3"`. */
export function toETag(version: number | string): string {
  return `W/"${version}"`
}

/**
 * Whether an If-Match or If-None-Match header names this version: `*`, or a list of which one is
 * equal without regard to weakness (RFC 9110 §8.8.3.2). A tag without quotation marks counts too.
 */
export function matchesETag(header: string, version: number | string): boolean {
  return header.split(',').some((part) => {
    const tag = part.trim()
    return tag === '*' || opaqueTag(tag) === String(version)
  })
}

function opaqueTag(tag: string): string {
  const strong = tag.startsWith('W/') || tag.startsWith('w/') ? tag.slice(2) : tag
  return strong.length > 1 && strong.startsWith('"') && strong.endsWith('"') ? strong.slice(1, -1) : strong
}

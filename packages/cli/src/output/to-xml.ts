/** An element of XML: its attributes, and a text or further elements. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string | number>>
  readonly content?: string | readonly XmlElement[]
}

/** A document of XML 1.0, an element a line. */
export function toXml(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${print(root, '')}`
}

function print({ attributes, content = '', name }: XmlElement, indent: string): string {
  // A reader makes a space of the end of a line in an attribute (§3.3.3).
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${escape(String(value)).replaceAll('\n', '&#10;')}"`,
  )
  const start = `${indent}<${name}${written.join('')}`
  if (content.length === 0) return `${start}/>\n`
  if (typeof content === 'string') return `${start}>${escape(content)}</${name}>\n`
  return `${start}>\n${content.map((element) => print(element, `${indent}  `)).join('')}${indent}</${name}>\n`
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** Most control characters and halves of characters have no place in XML, however they are written (§2.2). */
function escape(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}')
    .replaceAll(/[&<>"']/g, (character) => entities[character] as string)
}

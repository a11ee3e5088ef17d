import { HighlightStyle } from '@codemirror/language'
import { tags } from '@lezer/highlight'

/** Colours of YAML that can be read on a dark ground (4.5 to 1 and more). */
export const darkHighlightStyle = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: '#8fb8ff' },
  { tag: [tags.string, tags.content], color: '#a5e6b4' },
  { tag: [tags.comment, tags.lineComment], color: '#a0a8b8', fontStyle: 'italic' },
  { tag: [tags.keyword, tags.bool, tags.null, tags.number], color: '#f4bf75' },
  { tag: [tags.separator, tags.punctuation, tags.squareBracket, tags.brace], color: '#c3cad6' },
  { tag: tags.invalid, color: '#ff9a9a' },
])

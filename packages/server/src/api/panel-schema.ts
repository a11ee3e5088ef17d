import { array, boolean, nullable, number, object, optional, picklist, string, union, variant } from 'valibot'

/** A panel as the list names it. */
export const panelSchema = object({
  plugin: string(),
  name: string(),
  title: string(),
  summary: string(),
  place: picklist(['page', 'person']),
})

/** A value that a panel shows. */
export const panelValueSchema = nullable(
  union([string(), number(), boolean(), object({ text: string(), href: string() })]),
)

/** A part of a panel: data of a few closed forms. */
export const panelPartSchema = variant('kind', [
  object({
    kind: picklist(['table']),
    title: string(),
    columns: array(object({ title: string(), numeric: boolean() })),
    rows: array(array(panelValueSchema)),
    empty: optional(string()),
  }),
  object({
    kind: picklist(['facts']),
    title: string(),
    facts: array(object({ name: string(), value: panelValueSchema })),
  }),
  object({
    kind: picklist(['notice']),
    tone: picklist(['info', 'success', 'warning', 'error']),
    text: string(),
  }),
])

/** What a panel shows. */
export const panelContentSchema = object({
  plugin: string(),
  name: string(),
  title: string(),
  parts: array(panelPartSchema),
})

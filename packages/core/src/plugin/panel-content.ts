/** What a panel shows: parts of a few closed forms. There is no way to write markup, styles or scripts. */
export interface PanelContent {
  readonly parts: readonly PanelPart[]
  /** Handed back as `after` to read the next page; `null` or left out at the end. For a page of its own only. */
  readonly next?: string | null
}

export type PanelPart = PanelTable | PanelFacts | PanelNotice

/** Rows of equal length below named columns; the first cell names the row. */
export interface PanelTable {
  readonly kind: 'table'
  readonly title: string
  readonly columns: readonly PanelColumn[]
  /** At most 1,000. */
  readonly rows: readonly (readonly PanelValue[])[]
  /** A sentence for a table without rows. */
  readonly empty?: string
}

export interface PanelColumn {
  readonly title: string
  /** A number, which is set so that digits stand below each other. */
  readonly numeric?: boolean
}

/** Names, each with a value. */
export interface PanelFacts {
  readonly kind: 'facts'
  readonly title: string
  readonly facts: readonly { readonly name: string; readonly value: PanelValue }[]
}

/** A sentence that stands out. */
export interface PanelNotice {
  readonly kind: 'notice'
  readonly tone: 'info' | 'success' | 'warning' | 'error'
  readonly text: string
}

/** One value: `true` is shown as yes, `null` as nothing. */
export type PanelValue = string | number | boolean | null | PanelLink

/** A link to a page of this server: a path from `/` on, such as `/people/ann%40example.com`. */
export interface PanelLink {
  readonly text: string
  readonly href: string
}

/** A panel of a plugin, as `/api/panels` lists it. */
export interface Panel {
  readonly plugin: string
  readonly name: string
  readonly title: string
  readonly summary: string
  readonly place: 'page' | 'person'
}

/** What a panel shows: data of a few closed forms. */
export interface PanelContent {
  readonly title: string
  readonly parts: readonly PanelPart[]
}

export type PanelPart =
  | {
      readonly kind: 'table'
      readonly title: string
      readonly columns: readonly { readonly title: string; readonly numeric: boolean }[]
      readonly rows: readonly (readonly PanelValue[])[]
      readonly empty?: string
    }
  | {
      readonly kind: 'facts'
      readonly title: string
      readonly facts: readonly { readonly name: string; readonly value: PanelValue }[]
    }
  | { readonly kind: 'notice'; readonly tone: 'info' | 'success' | 'warning' | 'error'; readonly text: string }

export type PanelValue = string | number | boolean | null | { readonly text: string; readonly href: string }

/** Where a panel's content is. */
export function toPanelPath({ plugin, name }: Pick<Panel, 'plugin' | 'name'>): string {
  return `/api/panels/${encodeURIComponent(plugin)}/${encodeURIComponent(name)}`
}

import type { Json } from '@rolecall/core/scim/resource/resource-data'

/** A place in the text of a mapping, from 1; 0 for the default of a section, which stands in no text. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** A value of the mapping file with its place, whatever it was written in. */
export type Tree = Place & { readonly value: Json } & (
    | { readonly kind: 'null' }
    | {
        readonly kind: 'scalar'
        /** As it was written, without quotation marks. */
        readonly text: string
        /** The place of a position within the text, counted in UTF-16 units from 0. */
        readonly placeAt: (position: number) => Place
      }
    | { readonly kind: 'list'; readonly items: readonly Tree[] }
    | { readonly kind: 'mapping'; readonly entries: readonly Entry[] }
  )

/** A key with its place, and the value under it. */
export interface Entry extends Place {
  readonly key: string
  readonly tree: Tree
}

import type { AttributePath, Filter } from '../filter/filter.ts'
import type { Tolerances } from '../tolerance.ts'

/** `attrPath` or `attrPath "[" filter "]" ["." subAttribute]` (RFC 7644 §3.5.2, figure 7). */
export interface Path {
  readonly attribute: AttributePath
  readonly filter: Filter | undefined
  readonly subAttribute: AttributePath | undefined
}

/** Throws InvalidPath with the position. */
export declare function parsePath(text: string, tolerances: Tolerances): Path

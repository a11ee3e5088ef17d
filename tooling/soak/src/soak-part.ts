import type { SoakOptions } from './options.ts'

/** One of the two databases, empty. */
export interface SoakDatabase {
  readonly name: string
  readonly url: string
}

/** What a part of the soak found: text for the report, and whether it has passed. */
export interface PartReport {
  readonly passed: boolean
  /** Markdown. */
  readonly text: string
}

/** A long random run. The list of parts is in `main.ts`: another kind of run is another part there. */
export interface SoakPart {
  readonly title: string
  readonly run: (database: SoakDatabase, options: SoakOptions) => Promise<PartReport>
}

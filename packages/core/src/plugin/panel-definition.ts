import type { HookUser } from './contexts.ts'
import type { AnswerContext, ReaderPage } from './directory-reader.ts'
import type { PanelContent } from './panel-content.ts'

/** A panel of the console as data: where it is, and a function that answers what it shows. */
export type PanelDefinition = PagePanel | PersonPanel

/** A page of its own, which the console lists under Panels. */
export interface PagePanel extends PanelDescription {
  readonly place: 'page'
  /** Called for each look at it, outside of any transaction; 5 seconds. */
  read(context: PagePanelContext): PanelContent | Promise<PanelContent>
}

/** A section of the page of each person. */
export interface PersonPanel extends PanelDescription {
  readonly place: 'person'
  /** Called for each look at a person, outside of any transaction; 5 seconds. */
  read(context: PersonPanelContext): PanelContent | Promise<PanelContent>
}

interface PanelDescription {
  /** Lower case with hyphens, unique within the plugin: it is in the path `/api/panels/<plugin>/<name>`. */
  readonly name: string
  readonly title: string
  /** A sentence that says what it shows. */
  readonly summary: string
}

export interface PagePanelContext extends AnswerContext {
  /** `after` is the `next` of the page before, or `null` for the first. */
  readonly page: ReaderPage
}

export interface PersonPanelContext extends AnswerContext {
  readonly user: HookUser
}

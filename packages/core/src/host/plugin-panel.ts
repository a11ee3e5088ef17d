import type { PagePanelContext, PanelDefinition, PersonPanelContext } from '../plugin/panel-definition.ts'
import type { PanelContent } from '../plugin/panel-content.ts'
import { callAnswer } from './call-answer.ts'
import type { ReadyPlugin } from './hook-list.ts'
import { parsePanelContent } from './parse-panel-content.ts'

/** A panel with the plugin that it is of. */
export type PluginPanel = PluginPanelOf<'page', PagePanelContext> | PluginPanelOf<'person', PersonPanelContext>

interface PluginPanelOf<Place extends PanelDefinition['place'], Context> {
  readonly plugin: string
  readonly name: string
  readonly title: string
  readonly summary: string
  readonly place: Place
  /** What it shows, held against the forms that there are. Throws PluginAnswerError. */
  readonly read: (context: Context) => Promise<PanelContent>
}

/** The panels of plugins that were checked; each is read within the limit, in milliseconds. */
export function createPanels(plugins: readonly ReadyPlugin[], limit: number): readonly PluginPanel[] {
  return Object.freeze(
    plugins.flatMap(({ name, contributions: { panels = [] } }) => panels.map((panel) => toPanel(name, panel, limit))),
  )
}

function toPanel(plugin: string, panel: PanelDefinition, limit: number): PluginPanel {
  const { name, title, summary } = panel
  const asked = { plugin, what: `panel ${name}` }
  if (panel.place === 'page') {
    const read = async (context: PagePanelContext) =>
      callAnswer(asked, context.reader, limit, async (reader) =>
        parsePanelContent(await panel.read({ ...context, reader }), panel.place),
      )
    return Object.freeze({ plugin, name, title, summary, place: panel.place, read })
  }
  const read = async (context: PersonPanelContext) =>
    callAnswer(asked, context.reader, limit, async (reader) =>
      parsePanelContent(await panel.read({ ...context, reader }), panel.place),
    )
  return Object.freeze({ plugin, name, title, summary, place: panel.place, read })
}

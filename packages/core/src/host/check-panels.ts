import type { PanelDefinition } from '../plugin/panel-definition.ts'
import { isJsonObject } from '../scim/resource/resource-data.ts'
import { findUnknown } from './check-shape.ts'
import { panelKeys } from './contribution-shapes.ts'

const panelName = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

/** What is wrong with the panels of one plugin. */
export function checkPanels(panels: readonly PanelDefinition[]): readonly string[] {
  if (!panels.every(isJsonObject)) return ['each panel must be an object']
  const names = panels.map(({ name }) => name)
  return panels.flatMap((panel, index) => [
    ...checkPanel(panel),
    ...(names.indexOf(panel.name) < index ? [`the panel '${panel.name}' is contributed already`] : []),
  ])
}

function checkPanel(panel: PanelDefinition): readonly string[] {
  const { name, title, summary, place } = panel
  const mistakes = [...findUnknown(panel, `the panel '${name}'`, panelKeys)]
  if (!panelName.test(name)) mistakes.push(`'${name}' is no name for a panel: lower case with hyphens`)
  if (!isText(title)) mistakes.push(`the panel '${name}' has no title`)
  if (!isText(summary)) mistakes.push(`the panel '${name}' has no summary`)
  if (!['page', 'person'].includes(place)) mistakes.push(`the place of the panel '${name}' must be 'page' or 'person'`)
  if (typeof panel.read !== 'function') mistakes.push(`the panel '${name}' has no function 'read'`)
  return mistakes
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== ''
}

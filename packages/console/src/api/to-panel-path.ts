import type { Panel } from './types.ts'

/** Where a panel's content is. */
export function toPanelPath({ plugin, name }: Pick<Panel, 'plugin' | 'name'>): string {
  return `/api/panels/${encodeURIComponent(plugin)}/${encodeURIComponent(name)}`
}

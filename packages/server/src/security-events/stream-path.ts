/** Where the event streams of an organization are. */
export const streamPath = '/api/event-streams'

/** Where a receiver polls one. */
export function pollPath(id: string): string {
  return `${streamPath}/${encodeURIComponent(id)}/poll`
}

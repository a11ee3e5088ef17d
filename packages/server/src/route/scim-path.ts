/** Where the SCIM endpoints are. */
export const scimPath = '/api/scim/v2'

/** Whether a path belongs to SCIM, whose errors have a form of their own. Paths compare without regard to case. */
export function isScimPath(path: string): boolean {
  if (path.length < scimPath.length) return false
  if (path.slice(0, scimPath.length).toLowerCase() !== scimPath) return false
  return path.length === scimPath.length || path[scimPath.length] === '/'
}

/** The path that is meant where the base URL was typed with a `/` at its end: `…/v2//Users` is `…/v2/Users`. */
export function toScimPath(path: string): string {
  if (!isScimPath(path)) return path
  return path.slice(0, scimPath.length) + path.slice(scimPath.length).replace(/^\/{2,}/, '/')
}

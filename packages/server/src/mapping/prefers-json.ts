import { parseMediaType } from '../http/media-type.ts'

/** Whether an `Accept` header wants JSON and not YAML; a client that takes both gets what the author wrote. */
export function prefersJson(accept: string | undefined): boolean {
  if (accept === undefined) return false
  const types = accept.split(',').map((range) => parseMediaType(range).type)
  return types.includes('application/json') && !types.some((type) => type.endsWith('yaml') || type === '*/*')
}

import type { RequestListener } from 'node:http'

/**
 * Hands on requests as they are below the path that the server is mounted at. Who has mounted it may have taken that path off
 * already: Express does and keeps what was asked for as `originalUrl`, a proxy just does.
 */
export function belowMount(path: string, handle: RequestListener): RequestListener {
  if (path === '') return handle
  return (request, response) => {
    const { originalUrl } = request as { readonly originalUrl?: unknown }
    const asked = typeof originalUrl === 'string' ? originalUrl : (request.url ?? '/')
    request.url = takeOff(path, asked) ?? request.url
    handle(request, response)
  }
}

function takeOff(path: string, url: string): string | undefined {
  if (!url.startsWith(path)) return undefined
  const rest = url.slice(path.length)
  if (rest === '' || rest.startsWith('?')) return `/${rest}`
  return rest.startsWith('/') ? rest : undefined
}

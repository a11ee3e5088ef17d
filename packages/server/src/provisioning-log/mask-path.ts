import { maskText, masked } from './mask-text.ts'
import type { IsSecretName } from './secret-names.ts'

/** The longest path with its query that is kept. */
const longest = 2_000

/** The path of a request as the log keeps it: without tokens, and without a filter that compares a secret. */
export function maskPath(url: string, isSecret: IsSecretName): string {
  const [path = '', ...rest] = url.slice(0, longest).split('?')
  const query = rest.join('?')
  const shown = maskText(path) + (url.includes('?') ? '?' : '')
  const parameters = query === '' ? [] : query.split('&').map((parameter) => maskParameter(parameter, isSecret))
  return shown + parameters.join('&') + (url.length > longest ? '…' : '')
}

function maskParameter(parameter: string, isSecret: IsSecretName): string {
  const at = parameter.indexOf('=')
  const name = at === -1 ? parameter : parameter.slice(0, at)
  if (at === -1) return maskText(name)
  const value = decode(parameter.slice(at + 1))
  if (value === undefined || isSecret(decode(name) ?? name)) return `${name}=${masked}`
  const lists = /attributes$/i.test(name)
  if (!lists && isSecret(value)) return `${name}=${masked}`
  return maskText(value) === value ? parameter : `${name}=${masked}`
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

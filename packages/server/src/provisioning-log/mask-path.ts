import { maskText, masked } from './mask-text.ts'
import type { IsSecretName } from './secret-names.ts'

/** The longest path with its query that is kept. */
const longest = 2_000

/** The path of a request as the log keeps it: without tokens, and without a filter that compares a secret. */
export function maskPath(url: string, isSecret: IsSecretName): string {
  const shown = maskUrl(url, isSecret)
  return shown.length > longest ? `${shown.slice(0, longest)}…` : shown
}

/** A URL without what is secret in its path, its query and its fragment. */
export function maskUrl(url: string, isSecret: IsSecretName): string {
  const start = url.search(/[?#]/)
  const path = start === -1 ? url : url.slice(0, start)
  const segments = path.split('/').map((segment) => (assigns(segment, isSecret) ? masked : segment))
  const shown = maskText(segments.join('/'))
  if (start === -1) return shown
  const parameters = url.slice(start + 1).split(/([&#])/)
  return shown + url[start] + parameters.map((parameter) => maskParameter(parameter, isSecret)).join('')
}

/** Whether a part of a path gives a secret a value: `password=x`, `password eq "x"`. */
function assigns(segment: string, isSecret: IsSecretName): boolean {
  const text = decode(segment) ?? segment
  return /["'=]/.test(text) && isSecret(text)
}

function maskParameter(parameter: string, isSecret: IsSecretName): string {
  const at = parameter.indexOf('=')
  const name = at === -1 ? parameter : parameter.slice(0, at)
  if (at === -1) return isSecret(decode(name) ?? name) ? masked : maskText(name)
  const value = decode(parameter.slice(at + 1).replaceAll('+', ' '))
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

/** One query parameter; the order of the list is the order in the URL. */
export type QueryParameter = readonly [name: string, value: string]

/**
 * A URL below the tenant URL. What stands in the query of the tenant URL (`aadOptscim062020`) stays in front. Entra
 * separates the tokens of a filter by `+` and escapes a plus sign that is part of a value.
 */
export function toScimUrl(tenantUrl: string, path: string, query: readonly QueryParameter[] = []): string {
  const [base = '', flags = ''] = tenantUrl.split('?', 2)
  const pairs = query.map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%20', '+')}`)
  const all = [flags, ...pairs].filter((part) => part !== '').join('&')
  return `${base.endsWith('/') ? base.slice(0, -1) : base}${path}${all === '' ? '' : `?${all}`}`
}

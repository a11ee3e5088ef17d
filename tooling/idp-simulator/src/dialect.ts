/**
 * How PATCH bodies are written. `legacy` is what Entra sends by default; `compliant` is what it sends when the tenant URL
 * carries the flag `aadOptscim062020`.
 * Source: "Known issues and resolutions with SCIM 2.0 protocol compliance", Flags to alter the SCIM behavior.
 */
export type Dialect = 'legacy' | 'compliant'

const FLAG = 'aadoptscim062020'

/** The dialect that a tenant URL asks for. The flag may stand anywhere in its query, with or without a value. */
export function dialectOf(tenantUrl: string): Dialect {
  const names = [...new URL(tenantUrl).searchParams.keys()]
  return names.some((name) => name.toLowerCase() === FLAG) ? 'compliant' : 'legacy'
}

/** The things that are looked at, in this order. */
export const checkNames = [
  'configuration',
  'plugins',
  'telemetry',
  'database',
  'file',
  'migrations',
  'disk',
  'clock',
  'base URL',
  'TLS',
  'token endpoint',
  'keys',
  'sign-in',
  'mapping',
  'attributes',
  'audit',
] as const

export type CheckName = (typeof checkNames)[number]

/** One sentence of a check. */
export interface CheckResult {
  readonly check: CheckName
  /** `skipped`: it could not be looked at, because of what stands before it. */
  readonly state: 'ok' | 'warning' | 'error' | 'skipped'
  /** The organization that it is about, by name; `null` for the whole server. */
  readonly organization: string | null
  /** What is there. */
  readonly message: string
  /** What to do about it; `null` where there is nothing to do. */
  readonly advice: string | null
}

export function ok(check: CheckName, message: string, organization: string | null = null): CheckResult {
  return { check, state: 'ok', organization, message, advice: null }
}

export function warning(
  check: CheckName,
  message: string,
  advice: string,
  organization: string | null = null,
): CheckResult {
  return { check, state: 'warning', organization, message, advice }
}

export function failure(
  check: CheckName,
  message: string,
  advice: string,
  organization: string | null = null,
): CheckResult {
  return { check, state: 'error', organization, message, advice }
}

export function skipped(check: CheckName, message: string): CheckResult {
  return { check, state: 'skipped', organization: null, message, advice: null }
}

import type { HostLimits } from './create-host.ts'

/** How long plugins may take where nothing else is said, in milliseconds. */
export const defaultLimits: HostLimits = { hook: 250, setup: 10_000, answer: 5_000 }

import { it } from 'vitest'

// Vitest starts its worker for a file; this one is there for that. What the worker then stays for: vitest-runner.mjs.
it('starts', () => {})

import { describe, expect, it } from 'vitest'

import { toLoggedError } from './to-logged-error.ts'

describe('toLoggedError', () => {
  it('has stack and causes, and no property that a driver hangs on an error', () => {
    const cause = Object.assign(new RangeError('inner'), { bindings: ['ann@example.com'] })
    const logged = toLoggedError(Object.assign(new Error('outer', { cause }), { query: 'ann@example.com' }))
    expect(logged).toEqual({
      name: 'Error',
      message: 'outer',
      stack: expect.stringContaining('to-logged-error.test'),
      cause: { name: 'RangeError', message: 'inner', stack: expect.any(String) },
    })
  })

  it('ends at five causes, also where they go round', () => {
    const error = new Error('round')
    error.cause = error
    expect(JSON.stringify(toLoggedError(error)).match(/"message"/g)).toHaveLength(6)
  })

  it('takes what is no error', () => {
    expect(toLoggedError('text')).toEqual({ name: 'string', message: 'text' })
  })
})

/** A promise that did not settle in time. */
export class TimeLimitExceeded extends Error {
  constructor(milliseconds: number) {
    super(`no answer within ${milliseconds} ms`)
  }
}

/**
 * What the promise answers, or TimeLimitExceeded. The promise itself can't be stopped; its late answer or
 * failure is ignored. The timer does not keep the process alive.
 */
export async function withinTime<T>(promise: PromiseLike<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TimeLimitExceeded(milliseconds)), milliseconds)
    timer.unref()
  })
  try {
    return await Promise.race([promise, limit])
  } finally {
    clearTimeout(timer)
  }
}

/** Whether a handler answered later than now. */
export function isPromise<T>(answer: T | PromiseLike<T>): answer is PromiseLike<T> {
  return typeof answer === 'object' && answer !== null && 'then' in answer && typeof answer.then === 'function'
}

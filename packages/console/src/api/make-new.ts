import { request, RequestError } from './request.ts'

/** Makes what is not there yet; throws `taken` where it is, for what a PUT says of it would change it. */
export async function makeNew(path: string, body: object, taken: string): Promise<void> {
  try {
    await request(path, { method: 'PUT', ifNoneMatch: '*', body })
  } catch (error) {
    if (error instanceof RequestError && error.status === 412) throw new Error(taken, { cause: error })
    throw error
  }
}

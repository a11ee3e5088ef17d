/** What a server did not do as it should: a sentence with what was expected and what came. */
export class CheckFailure extends Error {
  override readonly name = 'CheckFailure'
}

/** How each member is made of what is given. */
export type LazyMakers<Given, Nouns> = { readonly [Name in keyof Nouns]-?: (given: Given) => Nouns[Name] }

/**
 * Makes objects whose members are made when they are first asked for: a request needs a few of the many nouns of a store, and
 * to make all of them costs more than what it does with these.
 */
export function lazyNouns<Given, Nouns extends object>(makers: LazyMakers<Given, Nouns>): (given: Given) => Nouns {
  class Lazy {
    readonly given: Given
    readonly made: unknown[] = []

    constructor(given: Given) {
      this.given = given
    }
  }
  const entries = Object.entries<(given: Given) => unknown>(makers)
  for (const [place, [name, make]] of entries.entries()) {
    Object.defineProperty(Lazy.prototype, name, {
      get(this: Lazy) {
        return (this.made[place] ??= make(this.given))
      },
    })
  }
  return (given) => new Lazy(given) as unknown as Nouns
}

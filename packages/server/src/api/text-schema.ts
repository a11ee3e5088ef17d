import { maxLength, nonEmpty, pipe, string } from 'valibot'

/** Text that somebody typed: not empty, at most 1,000 characters. */
export const text = pipe(string(), nonEmpty(), maxLength(1_000))

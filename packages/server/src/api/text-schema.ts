import { check, maxLength, nonEmpty, pipe, string } from 'valibot'

import { isKeyLength, LONG_KEY } from '@rolecall/core/scim/resource/key-length'
import { isStorableText } from '@rolecall/core/scim/storable-text'

const storable = check(isStorableText, 'U+0000 and lone surrogates can not be stored')

const short = check(isKeyLength, LONG_KEY)

/** Text that somebody typed: not empty, at most 1,000 characters, and not more bytes than an index can hold. */
export const text = pipe(string(), nonEmpty(), maxLength(1_000), storable, short)

/** Text that may be long or empty: a description. */
export const longText = pipe(string(), maxLength(10_000), storable)

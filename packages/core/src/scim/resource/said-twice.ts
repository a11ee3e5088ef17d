/** The sentence about two names of one attribute in one body, such as `members` and `Members`: which is meant nobody knows. */
export const SAID_TWICE = 'is there twice, with different values'

const day = 24 * 60 * 60 * 1_000

/** How long things last where nobody says otherwise, in milliseconds. */
export const defaultTimes = { keepRequests: 30 * day, betweenVerifications: day }

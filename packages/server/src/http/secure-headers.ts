import type { Step } from './request-state.ts'

/** Answers are data about people: no store, no sniffing, no embedding, no script. */
export const secureHeaders: Step = ({ res }, next) => {
  res.setHeader('Cache-Control', 'no-store')
  res.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'")
  res.setHeader('Referrer-Policy', 'no-referrer')
  res.setHeader('X-Content-Type-Options', 'nosniff')
  return next()
}

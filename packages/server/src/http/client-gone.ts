import { Departure } from './departure.ts'
import type { Step } from './request-state.ts'

/** Why a request was not carried out whose client has left: nobody reads the answer, which the log names all the same. */
export class ClientGone extends Error {
  override readonly name = 'ClientGone'

  constructor() {
    super('The client has gone before the turn of its request; nothing was done')
  }
}

/** What the log says of it: HTTP has no status for what nobody gets. */
export const clientGoneStatus = 499

/** Has the request know when its client leaves before the answer. */
export const noticeDeparture: Step = ({ res, state }, next) => {
  const departure = new Departure()
  state.gone = departure
  res.once('close', () => {
    if (!res.writableFinished) departure.abort(new ClientGone())
  })
  return next()
}

type Given<Values> = { [Name in keyof Values]?: Exclude<Values[Name], undefined> }

/** The conditions of a query that were given: `undefined` asks for nothing. */
export function given<Values extends Readonly<Record<string, unknown>>>(values: Values): Given<Values> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<Values>
}

/** The fields of a form by name; nothing that is secret. */
export type FormValues = Readonly<Record<string, string>>

/** What a tab has kept of a form: the texts of the fields that it has now, and `initial` for everything else. */
export function parseKept<Values extends FormValues>(stored: string | null, initial: Values): Values {
  try {
    const kept = JSON.parse(stored ?? '{}') as Readonly<Record<string, unknown>> | null
    const texts = Object.keys(initial).filter((name) => typeof kept?.[name] === 'string')
    return { ...initial, ...Object.fromEntries(texts.map((name) => [name, kept?.[name]])) }
  } catch {
    return initial
  }
}

/** The fields in which a form says something else than where it began: of the others what is stored may change meanwhile. */
export function changedValues<Values extends FormValues>(values: Values, initial: Values): Partial<Values> {
  const changed = Object.entries(values).filter(([name, value]) => value !== initial[name])
  return Object.fromEntries(changed) as Partial<Values>
}

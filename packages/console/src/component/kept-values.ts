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

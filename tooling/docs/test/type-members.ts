/** A member of an interface, as its source has it. */
export interface TypeMember {
  /** The declaration on one line, without what is only for the compiler: `readText(): string | undefined`. */
  readonly declaration: string
  /** What its comment says. */
  readonly meaning: string
}

/** The members of an exported interface, or type of an object, of a source file in their order. Throws for a member without a comment. */
export function typeMembers(source: string, name: string): readonly TypeMember[] {
  const body = new RegExp(`^export (?:interface ${name}\\b[^{]*|type ${name} = )\\{\\n(.*?)^\\}`, 'ms').exec(
    source,
  )?.[1]
  if (body === undefined) throw new Error(`there is no ${name}`)
  const members = [...body.matchAll(/^ {2}(?:\/\*\*(.*?)\*\/\n {2})?(?!\/)(\S.*?)(?=\n {2}\S|\n$)(?!\n {2}[)}])/gms)]
  return members.flatMap(([, comment, declaration = '']) => {
    if (comment === undefined) throw new Error(`${name}: ${declaration} has no comment`)
    return [{ declaration: toLine(declaration), meaning: toText(comment) }]
  })
}

function toLine(declaration: string): string {
  return declaration
    .replaceAll(/readonly /g, '')
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll('( ', '(')
    .replaceAll(/,? \)/g, ')')
}

function toText(comment: string): string {
  return comment.replaceAll(/\s*\n\s*\*\s*/g, ' ').trim()
}

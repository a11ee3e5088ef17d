import type { Expression } from './expression.ts'

/** Every `[attribute]` of an expression with its place, so that a mapping can be checked before it runs. */
export function attributesOfExpression(expression: Expression): readonly { name: string; offset: number }[] {
  switch (expression.kind) {
    case 'attribute':
      return [{ name: expression.name, offset: expression.offset }]
    case 'comparison':
      return [expression.left, expression.right].flatMap(attributesOfExpression)
    case 'call':
      return expression.args.flatMap(attributesOfExpression)
    case 'constant':
    case 'empty':
      return []
  }
}

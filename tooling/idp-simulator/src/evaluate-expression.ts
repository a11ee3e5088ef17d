import { ExpressionError, type ComparisonOperator, type Expression, type ExpressionValue } from './expression.ts'
import { EXPRESSION_FUNCTIONS } from './expression-functions.ts'

/** The value of a source attribute; `undefined` where the source object has no attribute of that name. */
export type AttributeReader = (name: string) => ExpressionValue | undefined

/** Tree and source object → value. Throws `ExpressionError` for an attribute that the source does not have. */
export function evaluateExpression(expression: Expression, read: AttributeReader): ExpressionValue {
  switch (expression.kind) {
    case 'attribute': {
      const value = read(expression.name)
      if (value === undefined) throw new ExpressionError(expression.offset, `unknown attribute [${expression.name}]`)
      return value
    }
    case 'constant':
      return expression.value
    case 'empty':
      return null
    case 'comparison': {
      const left = evaluateExpression(expression.left, read)
      const right = evaluateExpression(expression.right, read)
      return compare(expression.operator, left, right) ? 'True' : 'False'
    }
    case 'call': {
      const known = EXPRESSION_FUNCTIONS.get(expression.name)
      if (known === undefined) throw new ExpressionError(expression.offset, `unknown function "${expression.name}"`)
      return known.apply(expression.args.map((argument) => evaluateExpression(argument, read)))
    }
  }
}

/** "If the source attribute used within the IIF function is empty or null, the condition check fails" (known limitation of IIF). */
function compare(operator: ComparisonOperator, left: ExpressionValue, right: ExpressionValue): boolean {
  if (typeof left !== 'string' || typeof right !== 'string' || left === '' || right === '') return false
  switch (operator) {
    case '=':
      return left === right
    case '<>':
      return left !== right
    case '>':
      return left > right
    case '>=':
      return left >= right
    case '<':
      return left < right
    case '<=':
      return left <= right
  }
}

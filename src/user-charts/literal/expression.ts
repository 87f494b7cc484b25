import { evaluate } from '../../chart-functions/chart-function.js';
import { dataOf } from '../../chart-functions/data.js';
import { ProgramError, meter } from '../../chart-functions/meter.js';
import { MAX_SOURCE_LENGTH, expressionAt } from '../../chart-functions/parser.js';
import { type ChartLimits, type JsonValue, checkJson } from '../json.js';
import { type Cursor, describeAt } from './cursor.js';

/** What all expressions of a chart outside of functions can use: some milliseconds. */
const CONSTANT_STEPS = 200_000;
const STEPS_TO_PARSE = 20;

/** Reads expressions: functions as their sources, others as their values. */
export class ExpressionReader {
  private steps = CONSTANT_STEPS;

  constructor(private readonly limits: ChartLimits) {}

  /**
   * Reads the expression at a position, and leaves the cursor after it.
   *
   * @throws ChartRefusal when it is not JavaScript, or uses what is not available in charts
   */
  read(cursor: Cursor, start: number): JsonValue | undefined {
    meter.start(this.steps);
    const source = cursor.text.slice(start, start + MAX_SOURCE_LENGTH);
    try {
      meter.use(STEPS_TO_PARSE);
      const { expression, end } = expressionAt(source, 0);
      const value = isFunction(expression.type)
        ? { $function: source.slice(expression.start, expression.end) }
        : (dataOf(evaluate(expression, source)) as JsonValue | undefined);
      if (value !== undefined) checkJson(nanAsNull(value), this.limits);
      cursor.position = start + end;
      return value === undefined ? undefined : nanAsNull(value);
    } catch (error) {
      if (!(error instanceof ProgramError)) throw error;
      throw cursor.refusal(
        `Expected data but found ${describeAt(cursor.text, start)}`,
        start,
        `: it ${error.message}`,
      );
    } finally {
      this.steps = meter.left;
    }
  }
}

function isFunction(type: string): boolean {
  return type === 'FunctionExpression' || type === 'ArrowFunctionExpression';
}

/** Chart.js shows null as a gap. */
function nanAsNull(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(nanAsNull);
  return Number.isNaN(value) ? null : value;
}

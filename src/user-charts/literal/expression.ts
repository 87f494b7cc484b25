import { evaluate } from '../../chart-functions/chart-function.js';
import { dataOf } from '../../chart-functions/data.js';
import { ProgramError, meter } from '../../chart-functions/meter.js';
import { expressionAt } from '../../chart-functions/parser.js';
import { type ChartLimits, ChartRefusal, type JsonValue, checkJson } from '../json.js';
import type { Cursor } from './cursor.js';

/** What all expressions of a chart outside of functions can use: some milliseconds. */
const CONSTANT_STEPS = 200_000;
const STEPS_TO_PARSE = 20;
const MAX_EXPRESSION_LENGTH = 65_536;

/** Reads expressions: functions as their sources, others as their values. */
export class ExpressionReader {
  private steps = CONSTANT_STEPS;

  constructor(private readonly limits: ChartLimits) {}

  /**
   * Reads the expression at a position, and leaves the cursor after it.
   *
   * @param refusal - why it is not plain data, if that is known
   * @throws ChartRefusal when it is not JavaScript, or uses what is not available in charts
   */
  read(cursor: Cursor, start: number, refusal?: ChartRefusal): JsonValue | undefined {
    meter.start(this.steps);
    const source = cursor.text.slice(start, start + MAX_EXPRESSION_LENGTH);
    try {
      meter.use(STEPS_TO_PARSE);
      const { expression, end } = expressionAt(source, 0);
      const value = isFunction(expression.type)
        ? { $function: source.slice(expression.start, expression.end) }
        : nanAsNull(dataOf(evaluate(expression, source)) as JsonValue | undefined);
      if (value !== undefined) checkJson(value, this.limits);
      cursor.position = start + end;
      return value;
    } catch (error) {
      if (error instanceof ChartRefusal) throw cursor.refusal(error.message, start);
      if (!(error instanceof ProgramError)) throw error;
      const what = refusal?.message ?? cursor.refusal('Expected data but found an expression', start).message;
      const { place } = refusal ?? cursor.refusal('', start);
      throw new ChartRefusal(`${what}: it ${error.message}`, place);
    } finally {
      this.steps = meter.left;
    }
  }
}

function isFunction(type: string): boolean {
  return type === 'FunctionExpression' || type === 'ArrowFunctionExpression';
}

/** Chart.js shows null as a gap. */
function nanAsNull(value: JsonValue | undefined): JsonValue | undefined {
  if (Array.isArray(value)) return value.map((item) => nanAsNull(item) ?? null);
  return Number.isNaN(value) ? null : value;
}

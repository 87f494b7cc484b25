import { compileFunctionSource, evaluate } from '../chart-functions/chart-function.js';
import { functionIn } from '../chart-functions/function-source.js';
import { dataOf } from '../chart-functions/data.js';
import { ProgramError, meter } from '../chart-functions/meter.js';
import { parseExpression } from '../chart-functions/parser.js';
import { ChartRefusal, type JsonObject, type JsonValue, unexpected, words } from './json.js';

const MAX_FUNCTIONS = 200;

/** Parts of a chart whose functions no picture shows. */
const NOT_SHOWN =
  /(?:^|\.)(?:tooltips?|animations?|hover|interaction|transitions|events|on[A-Z]\w*|callbacks|external|listeners|itemSort|enter|leave|click|dblclick)(?:\.|$)/;

/** Options of axes that Chart.js calls with its own objects, to change them. */
const HOOK = /\.(?:(?:before|after)[A-Z]\w*|generateTicks|parser|init|beforeInit)$/;

/** Plugins with functions that pictures use; those of others are ignored with their plugin. */
const PLUGINS: ReadonlySet<string> = new Set(
  words('title subtitle legend filler datalabels annotation doughnutlabel outlabels tickFormat'),
);

/**
 * Reads the functions of a part of a chart, in place: those that JSON holds as texts become sources, and those that no
 * picture shows are removed, with a warning for each.
 *
 * @returns how many functions are left
 * @throws ChartRefusal with the path of a function that cannot be interpreted
 */
export function readFunctions(part: JsonObject, path: string, warn: (sentence: string) => void): number {
  let functions = 0;
  visit(part, path);
  return functions;

  function visit(holder: JsonObject | JsonValue[], holderPath: string): void {
    for (const [name, given] of Object.entries<JsonValue>(holder as JsonObject)) {
      if (typeof given === 'number' || typeof given === 'boolean' || isPoints(name, holderPath)) continue;
      const here = `${holderPath}.${name}`;
      const value = typeof given === 'string' && !isText(name, holderPath) ? readText(given, here) : given;
      if (value !== given) (holder as JsonObject)[name] = value;
      if (typeof value !== 'object' || value === null) continue;
      const source = functionIn(value);
      if (source !== undefined) {
        if (!isKept(source, here)) delete (holder as JsonObject)[name];
        continue;
      }
      const before = Object.keys(value).length;
      visit(value, here);
      // An object of such functions alone, such as `callbacks`.
      if (before > 0 && Object.keys(value).length === 0) delete (holder as JsonObject)[name];
    }
  }

  function isKept(source: string, here: string): boolean {
    if (NOT_SHOWN.test(here)) {
      warn(`${here} is a function that no picture shows, and is ignored`);
      return false;
    }
    const [, plugin = 'legend'] = /^options\.plugins\.(\w+)\./.exec(here) ?? [];
    if (!PLUGINS.has(plugin)) return false;
    if (HOOK.test(here)) {
      const sentence = `Expected no function at ${here}: it changes Chart.js's own objects, which charts do not support; use the options of the axis`;
      throw new ChartRefusal(sentence, undefined, here);
    }
    if (++functions > MAX_FUNCTIONS) {
      throw new ChartRefusal(`Expected at most ${MAX_FUNCTIONS} functions but found more`, undefined, here);
    }
    compileAt(source, here);
    return true;
  }
}

/**
 * Checks that labels or points are no functions.
 *
 * @throws ChartRefusal with the path of the first function
 */
export function refuseFunctions(values: JsonValue[] | JsonObject, path: string): void {
  const isFunction = (value: JsonValue | undefined) =>
    typeof value === 'object' && functionIn(value) !== undefined;
  const name = Array.isArray(values)
    ? values.findIndex(isFunction)
    : Object.keys(values).find((key) => isFunction(values[key]));
  if (name === undefined || name === -1) return;
  throw unexpected(`${path}.${name}`, 'data', (values as JsonObject)[name]);
}

function compileAt(source: string, path: string): void {
  try {
    compileFunctionSource(source);
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    throw new ChartRefusal(
      `Expected a function that charts can run at ${path}, but it ${error.message}`,
      undefined,
      path,
    );
  }
}

/** Options whose texts are shown as they are. */
const TEXTS: ReadonlySet<string> = new Set(words('text content label labels labelString title data parser'));
const LOOKS_LIKE_FUNCTION = /^\s*(?:function\b|(?:\([^()]{0,200}\)|[\w$]{1,50})\s{0,20}=>)/;
const LOOKS_LIKE_FILL = /^\s*(?:getGradientFillHelper|getGradientFill|pattern\.draw)\s{0,5}\(/;

/** Whether a property is the data of a dataset, which holds no functions. */
function isPoints(name: string, holderPath: string): boolean {
  return name === 'data' && /^data\.datasets\.\d+$/.test(holderPath);
}

/** Whether an option is shown as it is, alone or in a list. */
function isText(name: string, holderPath: string): boolean {
  return (
    TEXTS.has(name) || (/^\d+$/.test(name) && TEXTS.has(holderPath.slice(holderPath.lastIndexOf('.') + 1)))
  );
}

/** The function or fill, such as a gradient, that a text holds; otherwise the text. */
function readText(text: string, path: string): JsonValue {
  if (LOOKS_LIKE_FUNCTION.test(text)) return { $function: text.trim() };
  if (!LOOKS_LIKE_FILL.test(text)) return text;
  try {
    meter.start(STEPS_OF_A_FILL);
    return dataOf(evaluate(parseExpression(text), text)) as JsonValue;
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    throw new ChartRefusal(
      `Expected a gradient or a pattern at ${path}, but it ${error.message}`,
      undefined,
      path,
    );
  }
}

const STEPS_OF_A_FILL = 1_000;

import { AppError } from '../platform/errors.js';
import { headerText } from './pictures/send-picture.js';

const LONGEST_SHOWN = 64;

/** No service in SERVICES has this name; `services` lists those that exist. */
export class UnknownServiceError extends AppError {
  constructor(name: string, services: readonly string[]) {
    super({
      code: 'UNKNOWN_SERVICE',
      status: 404,
      title: 'Unknown service',
      sentence: `No service named "${name.slice(0, LONGEST_SHOWN)}". Available: ${services.join(', ')}`,
      details: { services },
    });
  }
}

// Bodies are refused before a route could set QuickChart's error header.
export function inHeader(sentence: string) {
  return { 'x-quickchart-error': headerText(sentence) };
}

/** The chart is too long for a short address; send it to `POST /chart` instead. */
export class AddressTooLongError extends AppError {
  constructor(length: number, longest: number) {
    super({
      code: 'ADDRESS_TOO_LONG',
      status: 413,
      title: 'Too long',
      sentence: `The chart needs an address of ${length} characters, but proxies accept at most ${longest}: post the chart to /chart instead`,
    });
  }
}

/** The short address contains no chart: it was truncated or changed. */
export class NoSuchChartError extends AppError {
  constructor(sentence: string) {
    super({ code: 'NO_SUCH_CHART', status: 404, title: 'No such chart', sentence });
  }
}

/** The request body is neither JSON nor a form. */
export class BodyTypeError extends AppError {
  constructor(received: string) {
    const sentence = `Expected a body of type application/json or application/x-www-form-urlencoded but received ${received}`;
    super({
      code: 'UNSUPPORTED_BODY',
      status: 415,
      title: 'Unsupported body',
      sentence,
      headers: inHeader(sentence),
    });
  }
}

import { AppError } from '../platform/errors.js';
import { headerText } from './quickchart/chart-answers.js';

const LONGEST_SHOWN = 64;

/** No service that may be charted has this name. */
export class UnknownServiceError extends AppError {
  constructor(name: string, services: readonly string[]) {
    super({
      code: 'UNKNOWN_SERVICE',
      status: 404,
      title: 'Unknown service',
      sentence: `Expected one of ${services.join(', ')} but received ${name.slice(0, LONGEST_SHOWN)}`,
      details: { services },
    });
  }
}

// Bodies are refused before a route is entered that would say so in QuickChart's header.
function inHeader(sentence: string) {
  return { 'x-quickchart-error': headerText(sentence) };
}

/** A body is longer than a specification may be. */
export class BodyTooLongError extends AppError {
  constructor(maxBytes: number) {
    const sentence = `Expected a body of at most ${maxBytes} bytes`;
    super({ code: 'BODY_TOO_LONG', status: 413, title: 'Too long', sentence, headers: inHeader(sentence) });
  }
}

/** A chart does not fit into an address. */
export class AddressTooLongError extends AppError {
  constructor(length: number, longest: number) {
    super({
      code: 'ADDRESS_TOO_LONG',
      status: 413,
      title: 'Too long',
      sentence: `The chart would need an address of ${length} characters, of which proxies take ${longest}: post it to /chart instead`,
    });
  }
}

/** A short address holds no chart: it was cut, changed or made up. */
export class NoSuchChartError extends AppError {
  constructor(sentence: string) {
    super({ code: 'NO_SUCH_CHART', status: 404, title: 'No such chart', sentence });
  }
}

/** A body is neither JSON nor a form. */
export class BodyTypeError extends AppError {
  constructor(received: string) {
    const sentence = `Expected a body of application/json or application/x-www-form-urlencoded but received ${received}`;
    super({
      code: 'UNSUPPORTED_BODY',
      status: 415,
      title: 'Unsupported body',
      sentence,
      headers: inHeader(sentence),
    });
  }
}

import type { IncomingHttpHeaders } from 'node:http';

const ID_32 = '(?!0{32})[0-9a-f]{32}';
const ID_16 = '(?!0{16})[0-9a-f]{16}';
const B3_TRACE_ID = '(?:[0-9a-f]{16}|[0-9a-f]{32})';

/** The headers that carry a trace, each with the grammar of its values. */
const VALID: Readonly<Record<string, (value: string) => boolean>> = {
  // W3C Trace Context, section 3.2. A later version may add fields.
  traceparent: matches(
    `00-${ID_32}-${ID_16}-[0-9a-f]{2}|(?!00|ff)[0-9a-f]{2}-${ID_32}-${ID_16}-[0-9a-f]{2}(?:-[\\x21-\\x7e]{0,256})?`,
  ),
  tracestate: isTraceState,
  baggage: isBaggage,
  // https://github.com/openzipkin/b3-propagation
  b3: matches(`[01d]|${B3_TRACE_ID}-[0-9a-f]{16}(?:-[01d](?:-[0-9a-f]{16})?)?`),
  'x-b3-traceid': matches(B3_TRACE_ID),
  'x-b3-spanid': matches('[0-9a-f]{16}'),
  'x-b3-parentspanid': matches('[0-9a-f]{16}'),
  'x-b3-sampled': matches('0|1|true|false'),
  'x-b3-flags': matches('0|1'),
};

function matches(grammar: string): (value: string) => boolean {
  const whole = new RegExp(`^(?:${grammar})$`);
  return (value) => whole.test(value);
}

const MAX_STATE_LENGTH = 512;
const MAX_STATE_MEMBERS = 32;
const STATE_MEMBER =
  /^[a-z0-9][a-z0-9_\-*/@]{0,255}=[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]$/;

/** @see https://www.w3.org/TR/trace-context/#tracestate-header */
function isTraceState(value: string): boolean {
  if (value.length > MAX_STATE_LENGTH) return false;
  // Members may be empty, but a state without any says nothing.
  const members = membersOf(value).filter((member) => member !== '');
  return (
    members.length > 0 &&
    members.length <= MAX_STATE_MEMBERS &&
    members.every((member) => STATE_MEMBER.test(member))
  );
}

const MAX_BAGGAGE_LENGTH = 8192;
const MAX_BAGGAGE_MEMBERS = 64;
const TOKEN = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";
const BAGGAGE_VALUE = `[ \\t]*=[ \\t]*[\\x21\\x23-\\x2b\\x2d-\\x3a\\x3c-\\x5b\\x5d-\\x7e]*`;
const BAGGAGE_MEMBER = new RegExp(
  `^${TOKEN}${BAGGAGE_VALUE}(?:[ \\t]*;[ \\t]*${TOKEN}(?:${BAGGAGE_VALUE})?)*$`,
);

/** @see https://www.w3.org/TR/baggage/#header-content */
function isBaggage(value: string): boolean {
  if (value.length > MAX_BAGGAGE_LENGTH) return false;
  const members = membersOf(value);
  return members.length <= MAX_BAGGAGE_MEMBERS && members.every((member) => BAGGAGE_MEMBER.test(member));
}

function membersOf(list: string): string[] {
  return list.split(',').map((member) => member.trim());
}

// Less than half of the 16 KiB that the metrics API accepts: the request line and other headers need room, and proxies
// on the way add their own.
const MAX_TOTAL_LENGTH = 7 * 1024;
// ": " and the end of the line.
const LINE_LENGTH = 4;

/**
 * The valid headers of a request that carry a trace and its baggage, unchanged. Other servers refuse invalid ones, and
 * those that are too long together: baggage is left out first, then the state, neither of which a trace needs.
 */
export function traceHeaders(incoming: IncomingHttpHeaders): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, isValid] of Object.entries(VALID)) {
    const value = incoming[name];
    if (typeof value === 'string' && isValid(value)) headers[name] = value;
  }
  // A state belongs to its parent (W3C Trace Context, section 3.3).
  if (headers['traceparent'] === undefined) delete headers['tracestate'];
  for (const name of ['baggage', 'tracestate']) {
    if (lengthOf(headers) > MAX_TOTAL_LENGTH) delete headers[name];
  }
  return headers;
}

/** Characters that headers take in a request. */
function lengthOf(headers: Readonly<Record<string, string>>): number {
  return Object.entries(headers).reduce(
    (length, [name, value]) => length + name.length + value.length + LINE_LENGTH,
    0,
  );
}

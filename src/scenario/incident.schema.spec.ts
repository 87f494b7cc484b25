import { describe, expect, it } from '@jest/globals';
import { expectRefused, refusalOf } from './testing/expect-refused.js';

const APPLICATIONS = `name: test
applications:
  - { name: cart, domain: shop, latency: { serviceMs: 80 } }
  - { name: payment, domain: shop, latency: { serviceMs: 80, timeout: 2s } }
`;
const VALID = `${APPLICATIONS}incidents:
  - { id: a, kind: gap, start: 2026-01-02T10:00:00Z, duration: 40m }
`;
const DURATION =
  'Expected incidents[0].duration to be a duration of whole seconds between 1s and 3650d, such as 90s, 5m or 1h30m but';
const TIME =
  'Expected incidents[0].start to be a time such as 2026-01-02T10:00:00Z, from 1970-01-01T00:00:00Z to 2100-01-01T00:00:00Z but received';
const RULE = 'Expected incidents[0].repeat.rrule to be';

describe('an incident', () => {
  it('is valid in the form that the other tests start from', () => {
    expect(refusalOf(VALID)).toEqual([]);
  });

  it.each([
    [
      'kind: gap',
      'kind: ◆gasp',
      'Expected incidents[0].kind to be one of outage, brownout, error-burst, traffic-surge, slow-leak, flapping, gap, regime-change, canary but received "gasp"',
    ],
    [
      '{ id: a, kind: gap, start: 2026-01-02T10:00:00Z, duration: 40m }',
      '◆{ id: a, kind: gap, start: 2026-01-02T10:00:00Z }',
      `${DURATION} it is missing`,
    ],
    ['40m', '◆400ms', `${DURATION} received "400ms"`],
    ['40m', '◆0s', `${DURATION} received "0s"`],
    ['40m', '◆1m500ms', `${DURATION} received "1m500ms"`],
    [
      '40m',
      '40m, ramp: ◆21m',
      'Expected incidents[0].ramp to be at most half the duration of 40m but received "21m"',
    ],
    [
      '40m',
      '40m, repeat: { every: ◆39m }',
      'Expected incidents[0].repeat.every to be at least the duration of 40m but received "39m"',
    ],
    [
      '40m',
      '40m, repeat: ◆{}',
      'Expected incidents[0].repeat to be either every or rrule but received a mapping',
    ],
    [
      '40m',
      '40m, repeat: { rrule: ◆FREQ=HOURLY }',
      `${RULE} a rule whose FREQ is one of YEARLY, MONTHLY, WEEKLY, DAILY but received "FREQ=HOURLY"`,
    ],
    [
      '40m',
      '40m, repeat: { rrule: ◆FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30 }',
      `${RULE} a rule with at least one occurrence between 2026-01-02T10:00:00Z and 2100 but received "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"`,
    ],
    [
      '40m',
      '40m, repeat: { rrule: ◆"FREQ=DAILY;BYHOUR=0,1,2,3" }',
      `${RULE} a rule that keeps all rules at or under 100000 starts until 2100 but received "FREQ=DAILY;BYHOUR=0,1,2,3"`,
    ],
    [
      '40m',
      '40m, applications: [◆card]',
      'Expected incidents[0].applications[0] to be the name of an application of this file but received "card"',
    ],
    [
      '40m',
      '40m, applications: [cart, ◆cart]',
      'Expected incidents[0].applications[1] to be an application that is not listed before it but received "cart"',
    ],
    [
      '40m',
      '40m, applications: ◆[]',
      'Expected incidents[0].applications to be a list of at least 1 application but received a list of 0',
    ],
    [
      '40m',
      '40m, labels: { ◆Severity: page }',
      'Expected incidents[0].labels.Severity to be a label whose name has up to 63 letters, digits and _ and begins with a-z but received "Severity"',
    ],
    [
      '40m',
      '40m, labels: { a: ◆3 }',
      'Expected incidents[0].labels.a to be text of 1 to 200 characters but received 3',
    ],
    ['2026-01-02T10:00:00Z', '◆2026-02-30T10:00:00Z', `${TIME} "2026-02-30T10:00:00Z"`],
    ['2026-01-02T10:00:00Z', '◆2026-01-02T10:00:00', `${TIME} "2026-01-02T10:00:00"`],
    ['2026-01-02T10:00:00Z', '◆2026-01-02', `${TIME} "2026-01-02"`],
    ['2026-01-02T10:00:00Z', '◆1969-12-31T23:59:59Z', `${TIME} "1969-12-31T23:59:59Z"`],
    ['2026-01-02T10:00:00Z', '◆2100-01-01T00:00:00-01:00', `${TIME} "2100-01-01T00:00:00-01:00"`],
    [
      'kind: gap',
      'kind: error-burst, errorRatio: 1, class: ◆timeout',
      'Expected incidents[0].class to be 4xx or 5xx, since cart has no latency.timeout but received "timeout"',
    ],
    [
      'kind: gap',
      'kind: slow-leak, period: 1m, latencyFactor: 2, restart: ◆60s',
      'Expected incidents[0].restart to be shorter than the period of 1m but received "60s"',
    ],
  ])('refuses %j as %j', (from, to, sentence) => {
    expectRefused(VALID.replace(from, to), sentence);
  });

  it('accepts the class timeout where every affected application has a timeout', () => {
    const burst = 'kind: error-burst, errorRatio: 1, class: timeout, applications: [payment]';

    expect(refusalOf(VALID.replace('kind: gap', burst))).toEqual([]);
  });

  it('refuses a duplicate id, and an endless incident that repeats', () => {
    expectRefused(
      `${VALID}  - ◆{ id: ◆a, kind: regime-change, start: 2026-01-02T10:00:00Z, repeat: { every: 1d } }`,
      'Expected incidents[1].duration to be given where the incident repeats but it is missing',
      'Expected incidents[1].id to be an id that no incident before it has but received "a"',
    );
  });

  it('refuses more than 20 recurrence rules', () => {
    const incident = (_: unknown, index: number) =>
      `  - { id: i${index}, kind: gap, start: 2026-01-02T10:00:00Z, duration: 1m, repeat: { rrule: ${index === 20 ? '◆' : ''}FREQ=YEARLY } }`;

    expectRefused(
      `${APPLICATIONS}incidents:\n${Array.from({ length: 21 }, incident).join('\n')}`,
      'Expected incidents[20].repeat.rrule to be one of at most 20 rules in a file but received "FREQ=YEARLY"',
    );
  });

  it('limits the starts of all rules together', () => {
    const incident = (_: unknown, index: number) =>
      `  - { id: i${index}, kind: gap, start: 2026-01-02T10:00:00Z, duration: 1m, repeat: { rrule: ${index === 3 ? '◆' : ''}FREQ=DAILY } }`;

    expectRefused(
      `${APPLICATIONS}incidents:\n${Array.from({ length: 4 }, incident).join('\n')}`,
      'Expected incidents[3].repeat.rrule to be a rule that keeps all rules at or under 100000 starts until 2100 but received "FREQ=DAILY"',
    );
  });
});

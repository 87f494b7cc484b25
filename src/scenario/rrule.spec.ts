import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DAYS, readRule, startTicksOf } from './rrule.js';

const DAY_MS = 86_400_000;
const MONDAY = Date.UTC(2026, 0, 5, 9);
const END = Date.UTC(2100, 0, 1);

function starts(text: string, startMs = MONDAY, limit = 100_000): string[] {
  const ticks = startTicksOf(readRule(text), startMs, limit);
  return ticks.map((tick) => new Date(tick * 1000).toISOString().slice(0, 16));
}

describe('readRule', () => {
  it('reads every part and sorts its lists', () => {
    const text =
      'FREQ=MONTHLY;INTERVAL=2;COUNT=9;WKST=SU;BYDAY=-1FR,+2MO;BYMONTH=12,1;BYMONTHDAY=-1,15;BYHOUR=14,9';

    expect(readRule(text)).toEqual({
      frequency: 'MONTHLY',
      numbers: { INTERVAL: [2], COUNT: [9], BYMONTH: [1, 12], BYMONTHDAY: [-1, 15], BYHOUR: [9, 14] },
      days: [
        { weekday: 4, ordinal: -1 },
        { weekday: 0, ordinal: 2 },
      ],
      weekStart: 6,
      untilMs: undefined,
    });
  });

  it('reads UNTIL as a time in UTC', () => {
    expect(readRule('FREQ=DAILY;UNTIL=20261231T235959Z').untilMs).toBe(Date.UTC(2026, 11, 31, 23, 59, 59));
  });

  it.each([
    ['', 'a rule of FREQ, UNTIL'],
    ['RRULE:FREQ=DAILY', 'a rule of FREQ, UNTIL'],
    ['FREQ=DAILY;DTSTART=20260101T000000Z', 'a rule of FREQ, UNTIL'],
    ['FREQ=DAILY;TZID=Europe/Berlin', 'a rule of FREQ, UNTIL'],
    ['FREQ=DAILY;BYEASTER=0', 'a rule of FREQ, UNTIL'],
    ['FREQ=DAILY;', 'a rule of FREQ, UNTIL'],
    ['freq=daily', 'a rule of FREQ, UNTIL'],
    ['BYHOUR=3', 'a rule whose FREQ is one of YEARLY, MONTHLY, WEEKLY, DAILY'],
    ['FREQ=SECONDLY', 'a rule whose FREQ is one of YEARLY, MONTHLY, WEEKLY, DAILY'],
    ['FREQ=DAILY;FREQ=DAILY', 'a rule with one FREQ'],
    ['FREQ=DAILY;INTERVAL=0', 'a rule whose INTERVAL is an integer from 1 to 10000'],
    ['FREQ=DAILY;INTERVAL=1,2', 'a rule whose INTERVAL is an integer from 1 to 10000'],
    ['FREQ=DAILY;BYHOUR=24', 'a rule whose BYHOUR is a list of at most 24 different integers from 0 to 23'],
    ['FREQ=DAILY;BYHOUR=1,1', 'a rule whose BYHOUR is a list of at most 24 different integers from 0 to 23'],
    ['FREQ=DAILY;BYSECOND=1.5', 'a rule whose BYSECOND is a list'],
    ['FREQ=MONTHLY;BYMONTHDAY=0', 'different integers from 1 to 31 or -1 to -31'],
    ['FREQ=WEEKLY;BYMONTHDAY=1', 'a rule without BYMONTHDAY, which FREQ=WEEKLY does not allow'],
    ['FREQ=MONTHLY;BYWEEKNO=1', 'a rule without BYWEEKNO, which FREQ=MONTHLY does not allow'],
    ['FREQ=DAILY;BYDAY=1FR', 'a rule whose BYDAY has no numbers, which FREQ=DAILY does not allow'],
    ['FREQ=MONTHLY;BYDAY=1FR,MO', 'a rule whose BYDAY has numbers on all of its days or on none'],
    ['FREQ=WEEKLY;BYDAY=FX', 'a rule whose BYDAY is a list of different days such as MO or -1FR'],
    ['FREQ=WEEKLY;BYDAY=FR,FR', 'a rule whose BYDAY is a list of different days such as MO or -1FR'],
    ['FREQ=WEEKLY;WKST=XX', 'a rule whose WKST is one of MO, TU, WE, TH, FR, SA, SU'],
    ['FREQ=DAILY;UNTIL=20261231', 'a rule whose UNTIL is a time in UTC, such as 20261231T235959Z'],
    ['FREQ=DAILY;UNTIL=20261331T000000Z', 'a rule whose UNTIL is a time in UTC, such as 20261231T235959Z'],
    ['FREQ=YEARLY;BYSETPOS=1', 'a rule with another BY part next to BYSETPOS'],
    ['FREQ=DAILY;BYHOUR=1,2;BYSETPOS=1', 'a rule without BYSETPOS, which FREQ=DAILY does not allow'],
  ])('refuses %s', (text, expected) => {
    expect(() => readRule(text)).toThrow(expected);
  });
});

describe('startTicksOf', () => {
  it.each([
    ['FREQ=WEEKLY;BYDAY=FR;COUNT=2', ['2026-01-09T09:00', '2026-01-16T09:00']],
    ['FREQ=MONTHLY;BYDAY=-1FR;COUNT=2', ['2026-01-30T09:00', '2026-02-27T09:00']],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2', ['2026-01-30T09:00', '2026-02-27T09:00']],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=2', ['2028-02-29T09:00', '2032-02-29T09:00']],
    ['FREQ=DAILY;BYHOUR=14,9;UNTIL=20260105T100000Z', ['2026-01-05T09:00']],
    ['FREQ=DAILY;INTERVAL=10;COUNT=2', ['2026-01-05T09:00', '2026-01-15T09:00']],
    ['FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO;COUNT=2', ['2027-01-04T09:00', '2028-01-03T09:00']],
    ['FREQ=DAILY;UNTIL=20200101T000000Z', []],
  ])('%s', (text, expected) => {
    expect(starts(text)).toEqual(expected);
  });

  it('lists starts until 2100', () => {
    const all = starts('FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31');

    expect(all).toHaveLength(74);
    expect(all.at(-1)).toBe('2099-12-31T09:00');
  });

  it('agrees with a check of every day', () => {
    const rules = fc.record({
      days: fc.subarray([...DAYS], { minLength: 1 }),
      months: fc.subarray([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], { minLength: 1 }),
      startMs: fc.integer({ min: 0, max: END / 1000 }).map((seconds) => seconds * 1000),
    });
    fc.assert(
      fc.property(rules, ({ days, months, startMs }) => {
        const expected: number[] = [];
        for (let ms = startMs; ms <= END; ms += DAY_MS) {
          const date = new Date(ms);
          const fits = days.includes(DAYS[(date.getUTCDay() + 6) % 7]!);
          if (fits && months.includes(date.getUTCMonth() + 1)) expected.push(ms / 1000);
        }
        const rule = readRule(`FREQ=WEEKLY;BYDAY=${days.join(',')};BYMONTH=${months.join(',')}`);

        expect(startTicksOf(rule, startMs, 100_000)).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=MONTHLY;INTERVAL=12;BYMONTH=3',
    'FREQ=DAILY;INTERVAL=7;BYDAY=TU',
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
  ])('finds no start of %s', (text) => {
    expect(starts(text)).toEqual([]);
  });

  it('stops at the limit, however many starts a day has', () => {
    const list = (length: number) => [...Array(length).keys()].join(',');
    const text = `FREQ=DAILY;BYHOUR=${list(24)};BYMINUTE=${list(60)};BYSECOND=${list(60)}`;

    const ticks = startTicksOf(readRule(text), 0, 1001);

    expect(ticks).toEqual([...Array(1001).keys()]);
  });

  it('starts at the whole second', () => {
    expect(startTicksOf(readRule('FREQ=DAILY'), 1999, 2)).toEqual([1, 86_401]);
  });
});

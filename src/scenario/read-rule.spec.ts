import { describe, expect, it } from '@jest/globals';
import { readRule } from './rrule.js';

describe('readRule', () => {
  it('reads every part, lists in rising order', () => {
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

  it('reads an end in UTC', () => {
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
    ['FREQ=WEEKLY;BYMONTHDAY=1', 'a rule without BYMONTHDAY, as FREQ=WEEKLY is'],
    ['FREQ=MONTHLY;BYWEEKNO=1', 'a rule without BYWEEKNO, as FREQ=MONTHLY is'],
    ['FREQ=DAILY;BYDAY=1FR', 'a rule whose BYDAY holds no numbers, as FREQ=DAILY is'],
    ['FREQ=MONTHLY;BYDAY=1FR,MO', 'a rule whose BYDAY has numbers at all of its days or at none'],
    ['FREQ=WEEKLY;BYDAY=FX', 'a rule whose BYDAY is a list of different days such as MO or -1FR'],
    ['FREQ=WEEKLY;BYDAY=FR,FR', 'a rule whose BYDAY is a list of different days such as MO or -1FR'],
    ['FREQ=WEEKLY;WKST=XX', 'a rule whose WKST is one of MO, TU, WE, TH, FR, SA, SU'],
    ['FREQ=DAILY;UNTIL=20261231', 'a rule whose UNTIL is a time in UTC, such as 20261231T235959Z'],
    ['FREQ=DAILY;UNTIL=20261331T000000Z', 'a rule whose UNTIL is a time in UTC, such as 20261231T235959Z'],
    ['FREQ=YEARLY;BYSETPOS=1', 'a rule with another BY part beside BYSETPOS'],
    ['FREQ=DAILY;BYHOUR=1,2;BYSETPOS=1', 'a rule without BYSETPOS, as FREQ=DAILY is'],
  ])('refuses %s', (text, expected) => {
    expect(() => readRule(text)).toThrow(expected);
  });
});

import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { scenarioSchema } from './scenario.schema.js';
import { expectRefused, refusalOf } from './testing/expect-refused.js';

const VALID = `name: test
applications:
  - { name: cart, domain: shop, latency: { serviceMs: 80 } }
  - { name: payment, domain: shop, latency: { serviceMs: 80, timeout: 2s } }
`;
const NAME =
  'a name of 1 to 63 characters of a-z, 0-9, - and . that begins and ends with a letter or digit but received';
const SERVICE = 'Expected applications[0].latency.serviceMs to be a number between 0.001 and 3600000 but';
const TIMEOUT =
  'Expected applications[1].latency.timeout to be a duration between 1ms and 1h, such as 250ms, 2s or 1m but received';

describe('a scenario file', () => {
  it('describes every property and allows no unknown ones', () => {
    const properties: [string, boolean][] = [];
    const walk = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      const { type, properties: own, additionalProperties } = node as Record<string, unknown>;
      if (type === 'object' && own) expect([path, additionalProperties]).toEqual([path, false]);
      for (const [name, property] of Object.entries((own ?? {}) as Record<string, object>)) {
        properties.push([`${path}.${name}`, 'description' in property]);
      }
      for (const [key, child] of Object.entries(node)) walk(child, `${path}/${key}`);
    };
    walk(z.toJSONSchema(scenarioSchema, { io: 'input', target: 'draft-2020-12' }), '');

    expect(properties.length).toBeGreaterThan(100);
    expect(properties.filter(([, described]) => !described)).toEqual([]);
  });

  it('is valid in the form that the other tests start from', () => {
    expect(refusalOf(VALID)).toEqual([]);
  });

  it.each([
    ['serviceMs: 80 }', 'serviceMs: ◆-1 }', `${SERVICE} received -1`],
    ['serviceMs: 80 }', 'serviceMs: ◆.nan }', `${SERVICE} received NaN`],
    ['serviceMs: 80 }', 'serviceMs: ◆.inf }', `${SERVICE} received Infinity`],
    ['serviceMs: 80 }', 'serviceMs: ◆8O }', `${SERVICE} received "8O"`],
    ['serviceMs: 80 }', 'serviceMs: ◆[80] }', `${SERVICE} received a list of 1`],
    ['serviceMs: 80 }', 'serviceMs: ◆~ }', `${SERVICE} received nothing`],
    ['{ serviceMs: 80 }', '◆{ }', `${SERVICE} it is missing`],
    ['timeout: 2s', 'timeout: ◆2', `${TIMEOUT} 2`],
    ['timeout: 2s', 'timeout: ◆2h', `${TIMEOUT} "2h"`],
    ['name: cart', 'name: ◆Cart', `Expected applications[0].name to be ${NAME} "Cart"`],
    ['name: cart', 'name: ◆constructor', `Expected applications[0].name to be ${NAME} "constructor"`],
    ['name: cart', 'name: ◆cart-', `Expected applications[0].name to be ${NAME} "cart-"`],
    [
      'name: payment',
      'name: ◆cart',
      'Expected applications[1].name to be a name that no application before it has but received "cart"',
    ],
    [
      'name: test',
      'name: test\nseed: ◆4294967296',
      'Expected seed to be an integer between 0 and 4294967295 but received 4294967296',
    ],
    [
      'name: test',
      'name: test\nseed: ◆1.5',
      'Expected seed to be an integer between 0 and 4294967295 but received 1.5',
    ],
    [
      'name: test',
      'name: test\n◆sede: 1',
      'Expected the scenario to be a mapping of name, description, seed, applications, incidents but received the key "sede"',
    ],
  ])('refuses %j as %j', (from, to, sentence) => {
    expectRefused(VALID.replace(from, to), sentence);
  });

  it.each([
    ['2:15', 'applications', 201, 200, '{ name: n, domain: d, latency: { serviceMs: 1 } },', ''],
    ['3:12', 'incidents', 501, 500, '{},', 'applications: []\n'],
  ])('reports at %s that there are too many %s', (place, field, count, most, item, before) => {
    const [first] = refusalOf(`name: n\n${before}${field}: [${item.repeat(count)}]`).filter(
      (line) => !line.includes('at least 1'),
    );

    expect(first).toBe(
      `${place}: Expected ${field} to be a list of at most ${most} but received a list of ${count}`,
    );
  });

  it.each([
    ['◆cart', 'payment', 'cart -> cart', 0],
    ['payment', '◆cart', 'cart -> payment -> cart', 1],
  ])('names the cycle where cart calls %s and payment calls %s', (cart, payment, cycle, index) => {
    const calls = (name: string) => `, dependencies: [{ application: ${name} }] }`;
    const text = VALID.replace('80 } }', `80 }${calls(cart)}`);

    expectRefused(
      index === 0 ? text : text.replace('2s } }', `2s }${calls(payment)}`),
      `Expected applications[${index}].dependencies[0].application to be an application that does not call this one back but received "${cycle}"`,
    );
  });

  it('refuses calls of unknown applications, and of the same one twice', () => {
    const calls = '{ application: ◆x }, { application: payment }, { application: ◆payment }';

    expectRefused(
      VALID.replace('80 } }', `80 }, dependencies: [${calls}] }`),
      'Expected applications[0].dependencies[0].application to be the name of an application of this file but received "x"',
      'Expected applications[0].dependencies[2].application to be an application that is not listed before it but received "payment"',
    );
  });

  it('refuses rhythms that add up to more than the rate itself', () => {
    const text = (amplitude: number) =>
      VALID.replace(
        '80 } }',
        `80 }, traffic: ◆{ ratePerSecond: 1, daily: { amplitude: 0.33, peakHourUtc: 1 }, harmonics: [{ period: 1h, amplitude: 0.56 }, { period: 2h, amplitude: ${amplitude} }] } }`,
      );

    expect(refusalOf(text(0.11).replace('◆', ''))).toEqual([]);
    expectRefused(
      text(0.12),
      'Expected applications[0].traffic to be traffic whose amplitudes add up to at most 1, or it would fall below 0 but received 1.01',
    );
  });

  it('refuses a fan-out that multiplies beyond the limit', () => {
    const names = ['a', 'b', '◆c', 'd', 'e', 'f', 'g'];
    const chain = names.map((name, index) => {
      const next = names[index + 1]?.replace('◆', '');
      const calls = next
        ? `, dependencies: [{ application: ${next}, callsPerRequest: 100, retries: 10 }]`
        : '';
      return `  - { name: ${name}, domain: d, traffic: { ratePerSecond: 1 }, latency: { serviceMs: 1 }${calls} }`;
    });

    expectRefused(
      ['name: chain', 'applications:', ...chain].join('\n'),
      'Expected applications[2].name to be called at most 1000000 times a second, all retries included, but received 1211101',
    );
  });
});

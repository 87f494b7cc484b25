import { describe, expect, it } from '@jest/globals';
import { readScenario } from './read-scenario.js';
import { refusalOf } from './testing/expect-refused.js';

describe('the YAML of a scenario', () => {
  it.each([
    ['', ['1:1: Expected a scenario but received nothing']],
    ['# nothing\n', ['1:1: Expected a scenario but received nothing']],
    ['name: [\n', ['2:1: Invalid YAML: Flow sequence']],
    ['name: a\n\tseed: 1', ['2:1: Invalid YAML: Tabs are not allowed as indentation']],
    ['name: a: b', ['1:7: Invalid YAML: Nested mappings']],
    ['name: a\r\nseed: "1', ['2:9: Invalid YAML: Missing closing "quote']],
    ['name: a\n---\nname: b', ['2:1: Expected a single YAML document but received more than one']],
    ['name: a\nseed: 1\nname: b', ['3:1: The key "name" already exists']],
    ['name: a\nx: {y: 1, "y": 2}', ['2:11: The key "y" already exists']],
    ['name: &x a\nseed: *x', ['1:7: Anchors are not allowed', '2:7: Aliases are not allowed']],
    ['base: {a: 1}\nuse:\n  <<: {b: 1}', ['3:3: Merge keys (<<) are not allowed']],
    ['name: !mine a', ['1:7: Tags are not allowed']],
    ['name: !!str a', ['1:7: Tags are not allowed']],
    ['!!map {name: a}', ['1:1: Tags are not allowed']],
    ['%YAML 1.1\n---\nname: a', ['1:1: Directives are not allowed']],
    ['1: a', ['1:1: Expected a text key']],
    ['[a]: b', ['1:1: Expected a text key']],
    ['? \n: b', ['1:']],
    [
      '"__proto__": {a: 1}\nname: a\napplications: []',
      ['1:1: Expected the scenario to be a mapping', '3:15: '],
    ],
  ])('refuses %j with line and column', (text, expected) => {
    const refusal = refusalOf(text);

    expect(refusal).toHaveLength(expected.length);
    expected.forEach((sentence, index) => expect(refusal[index]).toContain(sentence));
  });

  it('accepts text that only looks like an anchor, an alias or a tag', () => {
    const text = `
      name: a
      description: |
        &x *y !z
        %w
      applications: [{ name: a, domain: a, latency: { serviceMs: 1 }, traffic: { ratePerSecond: 1 } }]
      incidents: [{ id: a, kind: gap, start: 2026-01-01T00:00:00Z, duration: 1m, labels: { a: '&b', c: "!d" } }]
    `;

    expect(refusalOf(text)).toEqual([]);
  });

  // Without the limits each of these would use up the memory or the stack, or take a minute.
  it.each([
    ['deep lists', '['.repeat(100_000), '1:64: The YAML is nested too deeply for a scenario'],
    ['deep mappings', '{a: '.repeat(60_000), '1:'],
    ['deep blocks', '- '.repeat(100_000), '1:127: The YAML is nested too deeply for a scenario'],
    ['deep keys', '? '.repeat(100_000), '1:127: The YAML is nested too deeply for a scenario'],
    [
      'a billion laughs',
      [
        'a: &a [x]',
        ...[...'bcdefghij'].map(
          (name, index) => `${name}: &${name} [${'*abcdefghi'[0]}${'abcdefghi'[index]}]`,
        ),
      ].join('\n'),
      '1:4: Anchors are not allowed',
    ],
    ['many equal keys', 'k: \n'.repeat(19_000), '2:1: The key "k" already exists'],
    ['many lines', 'k: \n'.repeat(20_000), '1:1: Expected at most 20000 lines but received 20001'],
    [
      'many unknown keys',
      `{${Array.from({ length: 20_000 }, (_, index) => `k${index}: 1`).join(',')}}`,
      '1:1: Expected name to be',
    ],
    ['too many applications', `applications: [${'0,'.repeat(100_000)}]`, '1:1: Expected name to be'],
    [
      'a text that is too long',
      '#'.repeat(256 * 1024 + 1),
      '1:1: Expected at most 262144 bytes but received 262145',
    ],
  ])('refuses %s', (_what, text, sentence) => {
    expect(refusalOf(text)[0]).toContain(sentence);
  });

  it('counts bytes, not characters', () => {
    expect(refusalOf('# ' + '€'.repeat(100_000))[0]).toContain(
      '1:1: Expected at most 262144 bytes but received 300002',
    );
  });

  it('reports the first 20 problems in the order of the text', () => {
    const refusal = refusalOf(Array.from({ length: 30 }, () => 'k: 1').join('\n'));

    expect(refusal.map((line) => line.split(':')[0])).toEqual(
      Array.from({ length: 20 }, (_, index) => `${index + 2}`),
    );
  });

  it('names the origin of the text in each line', () => {
    expect(() => readScenario('- a', 'shop.yaml')).toThrow(
      'shop.yaml:1:1: Expected the scenario to be a mapping of name, description, seed, applications, incidents but received a list of 1',
    );
  });
});

// Each rule can fail: it passes for valid manifests, and reports each change that violates it.
import { describe, expect, it } from '@jest/globals';
import { RULES } from './rules.js';
import { validSet, validSetExcept, VIOLATIONS } from './violations.js';

describe.each(Object.entries(RULES))('%s', (name, rule) => {
  it('passes for valid manifests', () => {
    expect(rule(validSet())).toEqual([]);
  });

  // `each` fails without a case: every rule needs a violation.
  it.each(VIOLATIONS.filter((violation) => violation.rule === name))(
    'reports for $kind: $message',
    ({ kind, path, value, message }) => {
      expect(rule(validSetExcept(kind, path, value)).join('\n')).toContain(message);
    },
  );
});

// Each law can fail: manifests that break none of them are broken in one place each.
import { describe, expect, it } from '@jest/globals';
import { LAWS } from './all-laws.js';
import { BREACHES } from './breaches.js';
import { soundSet, soundSetBut } from './sound-set.js';

describe.each(Object.entries(LAWS))('%s', (sentence, law) => {
  it('is kept by manifests that are sound', () => {
    expect(law(soundSet())).toEqual([]);
  });

  // Without one, `each` itself fails: a law that nothing breaks is no law.
  it.each(BREACHES.filter((breach) => breach.law === sentence))(
    'tells of $kind: $told',
    ({ kind, path, value, told }) => {
      expect(law(soundSetBut(kind, path, value)).join('\n')).toContain(told);
    },
  );
});

import { describe, expect, it } from '@jest/globals';
import { held, request } from './testing/held-renderer.js';

describe('the entity tag', () => {
  it('is the same for the same content, in whatever order its properties came', () => {
    const { pictures } = held();
    const { spec, ...rest } = request('a');
    const { background, ...restOfSpec } = spec;
    const turned = { ...rest, spec: { ...restOfSpec, background } };

    expect(pictures.etagOf(turned)).toBe(pictures.etagOf(request('a')));
    expect(pictures.etagOf(request('a'))).toMatch(/^"[\w-]{43}"$/);
  });

  it('tells apart whatever makes another picture', () => {
    const { pictures } = held();
    const config = { type: 'line' as const, data: { datasets: [] } };
    const others = [
      request('a'),
      request('b'),
      request('a', { format: 'svg' }),
      request('a', { widthPx: 11 }),
      request('a', { heightPx: 11 }),
      request('a', { pixelRatio: 2 }),
      request('a', { spec: { ...request('a').spec, background: 'red' } }),
      request('a', { spec: { ...request('a').spec, description: 'b' } }),
      request('a', { spec: { ...request('a').spec, config } }),
    ];

    expect(new Set(others.map((other) => pictures.etagOf(other))).size).toBe(others.length);
  });

  it.each([{ APP_VERSION: '1.0.1' }, { APP_REVISION: 'abd' }, { RENDERER: 'quickchart' as const }])(
    'is another one where %j draws',
    (changed) => {
      expect(held(changed).pictures.etagOf(request('a'))).not.toBe(held().pictures.etagOf(request('a')));
    },
  );
});

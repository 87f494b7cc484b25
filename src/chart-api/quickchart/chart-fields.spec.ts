import { describe, expect, it } from '@jest/globals';
import { chartFieldsOf } from './chart.request.js';

describe('chartFieldsOf', () => {
  it('takes the short names and the long ones', () => {
    const short = chartFieldsOf({ c: 'x', w: '1', h: '2', f: 'svg', bkg: 'red', v: '4' });
    const long = chartFieldsOf({
      chart: 'x',
      width: '1',
      height: '2',
      format: 'svg',
      backgroundColor: 'red',
      version: '4',
    });

    expect(short).toEqual(long);
    expect(short).toMatchObject({ chart: 'x', width: '1', height: '2', format: 'svg', version: '4' });
  });

  it('takes what is empty for absent, and ignores other names', () => {
    const fields = chartFieldsOf({ c: '', chart: 'x', w: null, ref: 'qc-js', key: 'secret' });

    expect(fields.chart).toBe('x');
    expect(fields.width).toBeUndefined();
    expect(Object.keys(fields)).not.toContain('ref');
  });

  it('refuses a thing that is given by both of its names', () => {
    expect(() => chartFieldsOf({ w: '1', width: '2' })).toThrow(
      'Expected width to be given once but received w and width',
    );
  });
});

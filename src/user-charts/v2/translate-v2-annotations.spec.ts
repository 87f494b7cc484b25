import { describe, expect, it } from '@jest/globals';
import { NO_LABELS, translate } from './testing/translated.js';

describe('translateV2, of annotations', () => {
  it('translates lines with their labels', () => {
    const line = {
      type: 'line',
      mode: 'vertical',
      value: 'May',
      borderColor: 'red',
      borderDash: [2, 2],
      label: {
        enabled: true,
        content: 'L',
        position: 'top',
        fontColor: 'red',
        fontStyle: 'normal',
        xPadding: 2,
        cornerRadius: 3,
      },
    };

    expect(
      translate({ annotation: { drawTime: 'afterDraw', annotations: [line] } }).options['plugins'],
    ).toEqual({
      ...NO_LABELS,
      annotation: {
        common: { drawTime: 'afterDraw' },
        annotations: [
          {
            type: 'line',
            scaleID: 'x',
            value: 'May',
            borderColor: 'red',
            borderDash: [2, 2],
            label: {
              display: true,
              content: 'L',
              position: 'start',
              color: 'red',
              font: { weight: 'normal' },
              padding: { x: 2 },
              borderRadius: 3,
            },
          },
        ],
      },
    });
  });
});

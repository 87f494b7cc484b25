import { describe, expect, it } from '@jest/globals';
import { NotAcceptableError } from '../../platform/errors.js';
import { chooseFormat } from './picture.query.js';

const CHROMIUM_PAGE =
  'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7';
const CHROMIUM_IMG = 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8';
const FIREFOX_PAGE = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
const OLDER_FIREFOX_IMG = 'image/avif,image/webp,*/*';
const SAFARI_IMG =
  'image/webp,image/avif,image/jxl,image/heic,image/heic-sequence,video/*;q=0.8,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5';

describe('chooseFormat', () => {
  it.each([
    [undefined, 'png'],
    ['', 'png'],
    ['*/*', 'png'],
    ['image/*', 'png'],
    ['image/png', 'png'],
    ['image/svg+xml', 'svg'],
    ['text/html', 'html'],
    ['text/*', 'html'],
    ['TEXT/HTML', 'html'],
    [CHROMIUM_PAGE, 'html'],
    [CHROMIUM_IMG, 'png'],
    [FIREFOX_PAGE, 'html'],
    [SAFARI_IMG, 'png'],
    [OLDER_FIREFOX_IMG, 'png'],
    ['image/avif', 'avif'],
    ['image/avif, image/webp', 'webp'],
    ['image/jpeg', 'jpeg'],
    ['application/pdf', 'pdf'],
    ['text/html, image/png', 'png'],
    ['text/html, image/png;q=0.9', 'html'],
    ['text/html;q=0.5, image/svg+xml;q=0.6, image/png;q=0.4', 'svg'],
    ['*/*, image/png;q=0', 'svg'],
    ['image/png;q=0, image/svg+xml;q=0, */*', 'html'],
    ['image/png;q=nonsense, text/html;q=0.1', 'html'],
  ])('answers Accept: %s with %s', (accept, format) => {
    expect(chooseFormat({ accept })).toBe(format);
  });

  it.each([['application/zip'], ['image/gif, text/plain'], ['image/png;q=0'], ['nonsense']])(
    'refuses Accept: %s and lists what is offered',
    (accept) => {
      expect(() => chooseFormat({ accept })).toThrow(
        new NotAcceptableError(accept, [
          'image/png',
          'image/svg+xml',
          'text/html',
          'image/webp',
          'image/avif',
          'image/jpeg',
          'application/pdf',
        ]),
      );
    },
  );

  it('lets ?format= win over Accept, and the ending of the address over both', () => {
    expect(chooseFormat({ query: 'svg', accept: 'text/html' })).toBe('svg');
    expect(chooseFormat({ extension: 'png', query: 'svg', accept: 'text/html' })).toBe('png');
  });

  it('refuses a format that is not offered, whatever Accept says', () => {
    expect(() => chooseFormat({ query: 'gif', accept: '*/*' })).toThrow(
      'No format matches "gif". Available: png, svg, html, webp, avif, jpeg, pdf',
    );
  });
});

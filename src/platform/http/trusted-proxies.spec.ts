import { describe, expect, it } from '@jest/globals';
import { LOCAL_NETWORKS, trustedProxiesIn } from './trusted-proxies.js';

describe('the trusted proxies', () => {
  it.each([
    ['127.0.0.1', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['10.1.2.3', true],
    ['::ffff:10.1.2.3', true],
    ['172.31.255.255', true],
    ['172.32.0.0', false],
    ['192.168.0.1', true],
    ['169.254.1.1', true],
    ['fe80::1', true],
    ['fe80::1%eth0', true],
    ['100.64.0.1', true],
    ['100.127.255.255', true],
    ['100.128.0.0', false],
    ['fd12:3456::1', true],
    ['fe00::1', false],
    ['203.0.113.7', false],
    ['::ffff:203.0.113.7', false],
    ['2001:db8::1', false],
    [undefined, false],
  ])('by default include %s: %s', (address, isTrusted) => {
    expect(trustedProxiesIn(LOCAL_NETWORKS)!(address)).toBe(isTrusted);
  });

  it.each([
    ['all', '203.0.113.7', true],
    ['all', undefined, true],
    ['none', '127.0.0.1', false],
    ['203.0.113.7', '203.0.113.7', true],
    ['203.0.113.7', '203.0.113.8', false],
    ['203.0.113.7', '::ffff:203.0.113.7', true],
    ['192.0.2.0/24, 2001:db8::/32', '2001:db8:1::1', true],
    ['192.0.2.0/24, 2001:db8::/32', '192.0.2.255', true],
    ['192.0.2.0/24, 2001:db8::/32', '127.0.0.1', false],
    ['::ffff:192.0.2.0/120', '192.0.2.1', true],
    ['0.0.0.0/0', '203.0.113.7', true],
    ['0.0.0.0/0', '2001:db8::1', false],
  ])('of %s include %s: %s', (text, address, isTrusted) => {
    expect(trustedProxiesIn(text)!(address)).toBe(isTrusted);
  });

  it.each([
    '',
    'All',
    'all,none',
    'localhost',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/8/8',
    '10.0.0.0/',
    '10.0.0',
    '::/129',
    '10.0.0.0/8,',
    '10.0.0.0/8 192.0.2.0/24',
    Array.from({ length: 65 }, (_, index) => `192.0.2.${index}`).join(','),
  ])('are not in %j', (text) => {
    expect(trustedProxiesIn(text)).toBeUndefined();
  });
});

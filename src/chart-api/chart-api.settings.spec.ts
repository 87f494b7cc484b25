import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { readSettings } from '../platform/settings/read-settings.js';
import { chartApiVariables } from './chart-api.settings.js';

const read = (BASE_PATHS: string) => readSettings(z.object(chartApiVariables), { BASE_PATHS }).BASE_PATHS;

describe('BASE_PATHS', () => {
  it.each([
    ['', []],
    ['/charts', ['/charts']],
    ['/charts/', ['/charts']],
    ['/charts,/team-a/monitor', ['/charts', '/team-a/monitor']],
    [' /a , /b/ ', ['/a', '/b']],
    ['/a,/a/,/a', ['/a']],
    ['/v1.2/~x/_y/.well-known', ['/v1.2/~x/_y/.well-known']],
    [`/${'a'.repeat(255)}`, [`/${'a'.repeat(255)}`]],
  ])('"%s" is %j', (text, paths) => {
    expect(read(text)).toEqual(paths);
  });

  it.each([
    '/',
    'charts',
    '/charts,',
    ',',
    '//evil.example',
    '/a//b',
    '/a/../b',
    '/.',
    '/a b',
    '/a?b',
    '/a#b',
    '/%61',
    '/charts(/|$)(.*)',
    '/a"><script>',
    '/ä',
    `/${'a'.repeat(256)}`,
    Array.from({ length: 33 }, (_, index) => `/p${index}`).join(','),
  ])('refuses "%s" and says why', (text) => {
    expect(() => read(text)).toThrow(
      /^Expected BASE_PATHS to be at most 32 paths separated by commas, .* \(for example BASE_PATHS=\/charts,/,
    );
  });
});

const originsIn = (CORS_ORIGINS: string) =>
  readSettings(z.object(chartApiVariables), { CORS_ORIGINS }).CORS_ORIGINS;

describe('CORS_ORIGINS', () => {
  it.each([
    ['', 'any'],
    ['*', 'any'],
    ['none', []],
    ['https://a.example', ['https://a.example']],
    [
      'https://a.example, http://localhost:3000,https://a.example',
      ['https://a.example', 'http://localhost:3000'],
    ],
    ['http://[::1]:8080', ['http://[::1]:8080']],
  ])('"%s" is %j', (text, origins) => {
    expect(originsIn(text)).toEqual(origins);
  });

  it.each([
    'a.example',
    'https://a.example/',
    'https://a.example/path',
    'https://A.example',
    'https://a.example:443',
    'https://*.example',
    'https://user@a.example',
    'ftp://a.example',
    'null',
    '*,https://a.example',
    'https://a.example,',
    Array.from({ length: 33 }, (_, index) => `http://a${index}`).join(','),
  ])('refuses "%s" and says why', (text) => {
    expect(() => originsIn(text)).toThrow(
      /^Expected CORS_ORIGINS to be \*, none, or at most 32 origins separated by commas, such as/,
    );
  });
});

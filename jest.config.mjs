const esmTypeScript = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': ['ts-jest', { useESM: true, tsconfig: 'tsconfig.json', diagnostics: false }],
  },
};

/** @type {import('jest').Config} */
export default {
  // Test machines can be slow; a test that waits indefinitely must still end.
  testTimeout: 60_000,
  projects: [
    {
      ...esmTypeScript,
      displayName: 'unit',
      roots: ['<rootDir>/src', '<rootDir>/apps', '<rootDir>/test/repository'],
      testMatch: ['**/*.spec.ts'],
    },
    {
      ...esmTypeScript,
      displayName: 'http',
      roots: ['<rootDir>/test/http'],
      testMatch: ['**/*.e2e-spec.ts'],
    },
    {
      ...esmTypeScript,
      displayName: 'browser',
      roots: ['<rootDir>/test/browser'],
      testMatch: ['**/*.e2e-spec.ts'],
    },
    {
      ...esmTypeScript,
      displayName: 'mesh',
      roots: ['<rootDir>/test/mesh'],
      testMatch: ['**/*.e2e-spec.ts'],
    },
    {
      ...esmTypeScript,
      displayName: 'chart',
      roots: ['<rootDir>/test/chart'],
      testMatch: ['**/*.e2e-spec.ts'],
    },
    {
      ...esmTypeScript,
      displayName: 'cluster',
      roots: ['<rootDir>/test/cluster'],
      testMatch: ['**/*.e2e-spec.ts'],
    },
    {
      ...esmTypeScript,
      displayName: 'soak',
      roots: ['<rootDir>/test/soak'],
      testMatch: ['**/*.e2e-spec.ts'],
    },
    {
      ...esmTypeScript,
      displayName: 'attack',
      roots: ['<rootDir>/test/attack'],
      testMatch: ['**/*.e2e-spec.ts'],
    },
    {
      ...esmTypeScript,
      displayName: 'compose',
      roots: ['<rootDir>/test/compose'],
      testMatch: ['**/*.e2e-spec.ts'],
    },
  ],
};

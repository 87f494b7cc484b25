import eslint from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const environmentIsReadOnce = {
  object: 'process',
  property: 'env',
  message: 'The environment is read once, in src/platform/settings. Inject the settings instead.',
};

const notPure = (name) => ({
  name,
  message: 'The generator is a pure function of scenario, application and time.',
});

export default defineConfig(
  globalIgnores(['dist', 'coverage', '.cache', 'api-docs']),
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      // The rule does not count a decorator's argument as a use.
      'no-useless-assignment': 'off',
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'fetch',
          'URL',
          'Buffer',
          'AbortController',
          'AbortSignal',
          'setTimeout',
          'clearTimeout',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: ['src/**/*.ts', 'apps/**/*.ts'],
    ignores: ['src/platform/settings/read-settings.ts', '**/*.spec.ts'],
    rules: { 'no-restricted-properties': ['error', environmentIsReadOnce] },
  },
  {
    files: ['src/generator/**/*.ts'],
    ignores: ['**/*.spec.ts', 'src/generator/testing/**'],
    rules: {
      // The last digits of powers differ between V8 in Node 20 and 24; exp, log, sin, cos and sqrt are identical.
      'no-restricted-properties': [
        'error',
        ...['pow', 'cbrt', 'expm1', 'log1p', 'log2', 'log10', 'sinh', 'cosh', 'tanh', 'tan', 'hypot'].map(
          (property) => ({
            object: 'Math',
            property,
            message: 'Its last digits differ between Node versions. Use exp, log, sin, cos or sqrt instead.',
          }),
        ),
        {
          object: 'Math',
          property: 'random',
          message: 'Use random.ts: the same input must give the same output.',
        },
        environmentIsReadOnce,
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'BinaryExpression[operator="**"], AssignmentExpression[operator="**="]',
          message: 'The last digits of powers differ between Node versions. Multiply, or use exp and log.',
        },
      ],
      'no-restricted-globals': [
        'error',
        ...['Date', 'performance', 'process', 'setTimeout', 'crypto'].map(notPure),
      ],
    },
  },
);

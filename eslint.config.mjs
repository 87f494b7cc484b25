import eslint from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const environmentIsReadOnce = {
  object: 'process',
  property: 'env',
  message: 'The environment is read once, in src/platform/settings: take the settings by injection.',
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
      eqeqeq: 'error',
      // It does not see that a decorator's argument is a use.
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
      // V8 gives other last digits for powers on Node 20 and 24; exp, log, sin, cos and sqrt agree.
      'no-restricted-properties': [
        'error',
        ...['pow', 'cbrt', 'expm1', 'log1p', 'log2', 'log10', 'sinh', 'cosh', 'tanh', 'tan', 'hypot'].map(
          (property) => ({
            object: 'Math',
            property,
            message:
              'Its last digits differ between versions of Node: build it from exp, log, sin, cos or sqrt.',
          }),
        ),
        {
          object: 'Math',
          property: 'random',
          message: 'Draw from `random.ts`: the same question must give the same answer.',
        },
        environmentIsReadOnce,
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'BinaryExpression[operator="**"], AssignmentExpression[operator="**="]',
          message: 'Powers have other last digits on other versions of Node: multiply, or use exp and log.',
        },
      ],
      'no-restricted-globals': [
        'error',
        ...['Date', 'performance', 'process', 'setTimeout', 'crypto'].map(notPure),
      ],
    },
  },
);

// The "may import" column of the module table in docs/explanation/design.md, as rules.
const mayImport = {
  contract: [],
  generator: ['contract'],
  scenario: ['contract', 'generator', 'platform'],
  faults: ['generator', 'platform'],
  'metrics-api': ['contract', 'generator', 'scenario', 'faults', 'platform'],
  sources: ['contract', 'platform'],
  topology: ['contract', 'sources', 'platform'],
  'chart-spec': ['sources', 'topology'],
  'chart-functions': [],
  'user-charts': ['chart-spec', 'chart-functions'],
  rendering: ['chart-spec', 'chart-functions', 'platform'],
  'chart-api': ['contract', 'sources', 'topology', 'chart-spec', 'user-charts', 'rendering', 'platform'],
  platform: [],
};

const modules = Object.entries(mayImport).map(([name, others]) => ({
  name: `module-${name}`,
  comment: `src/${name} may import ${others.length === 0 ? 'no other module' : others.join(', ')}`,
  severity: 'error',
  from: { path: `^src/${name}/` },
  to: { path: '^(src|apps)/', pathNot: [name, ...others].map((other) => `^src/${other}/`) },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...modules,
    {
      name: 'no-cycles',
      comment: 'A request passes the modules in one direction; nothing calls back',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'chart-spec-takes-types-only',
      comment: 'A specification depends on values, not on where they were read',
      severity: 'error',
      from: { path: '^src/(chart-spec|user-charts)/' },
      to: { path: '^src/(sources|topology)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'pure-modules-import-no-framework',
      comment: 'generator, chart-spec and user-charts import only types from packages',
      severity: 'error',
      from: { path: '^src/(generator|chart-spec|user-charts)/', pathNot: '\\.spec\\.ts$|/testing/' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'http-clients-only-in-sources',
      comment: 'Only src/sources uses axios, over its keep-alive agent',
      severity: 'error',
      from: { path: '^(src|apps)/', pathNot: '^src/sources/|\\.spec\\.ts$' },
      to: { path: 'node_modules/(axios|@nestjs/axios)/' },
    },
    {
      name: 'canvas-only-in-workers',
      comment: 'The canvas reads the system fonts when it is loaded, so only workers load it',
      severity: 'error',
      from: { path: '^(src|apps)/', pathNot: '^src/rendering/|\\.spec\\.ts$' },
      to: { path: 'node_modules/(@napi-rs/canvas|chart\\.js)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-tests-in-services',
      severity: 'error',
      from: { path: '^(src|apps)/', pathNot: '\\.spec\\.ts$|/testing/' },
      to: { path: '\\.spec\\.ts$|/testing/|^test/' },
    },
    {
      name: 'no-undeclared-packages',
      severity: 'error',
      from: { path: '^(src|apps|web)/', pathNot: '\\.spec\\.ts$|/testing/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};

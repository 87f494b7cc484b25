// The right-hand column of the table of rooms in docs/design.md, as rules.
const mayImport = {
  contract: [],
  generator: [],
  'metrics-api': ['contract', 'generator', 'platform'],
  sources: ['contract', 'platform'],
  'chart-spec': ['sources'],
  rendering: ['chart-spec', 'platform'],
  'chart-api': ['sources', 'chart-spec', 'rendering', 'platform'],
  platform: [],
};

const rooms = Object.entries(mayImport).map(([room, others]) => ({
  name: `room-${room}`,
  comment: `src/${room} may import ${others.length === 0 ? 'no other room' : others.join(', ')}`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^(src|apps)/', pathNot: [room, ...others].map((name) => `^src/${name}/`) },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...rooms,
    {
      name: 'no-circles',
      comment: 'One request is one straight walk: nothing calls back up',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'chart-spec-takes-types-only',
      comment: 'A specification is made of values; where they were read is not its business',
      severity: 'error',
      from: { path: '^src/chart-spec/' },
      to: { path: '^src/sources/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'pure-rooms-import-no-framework',
      comment: 'contract knows zod alone; generator and chart-spec know nothing at all but types',
      severity: 'error',
      from: { path: '^src/(generator|chart-spec)/', pathNot: '\\.spec\\.ts$|/testing/' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'one-place-for-http-clients',
      comment: 'Other services are read in src/sources alone, over its keep-alive agent',
      severity: 'error',
      from: { path: '^(src|apps)/', pathNot: '^src/sources/|\\.spec\\.ts$' },
      to: { path: 'node_modules/(axios|@nestjs/axios)/' },
    },
    {
      name: 'canvas-only-in-workers',
      comment: 'The canvas reads the fonts of the system when it is loaded: workers alone load it',
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

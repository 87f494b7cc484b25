// Compares the bills of materials that `npm run image:sbom` writes with the contents of the containers.
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AGENT, evaluateIn, inspect, METRICS_API } from './docker.js';

interface Bill {
  readonly bomFormat: string;
  readonly specVersion: string;
  readonly serialNumber: string;
  readonly metadata: { readonly component: { readonly name: string; readonly 'bom-ref': string } };
  readonly components: readonly {
    readonly 'bom-ref': string;
    readonly type: string;
    readonly name: string;
    readonly version: string;
    readonly purl: string;
  }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

const bills = new Map<string, Bill>();

jest.setTimeout(60_000);

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'k8s-app-monitor-sbom-'));
  try {
    const images = await Promise.all(
      [METRICS_API, AGENT].map(async ({ name }) => (await inspect(name, '.Config.Image')) as string),
    );
    await promisify(execFile)('node', ['tools/image/sbom.mjs', folder, ...images]);
    for (const { service } of [METRICS_API, AGENT])
      bills.set(service, JSON.parse(await readFile(join(folder, `${service}.cdx.json`), 'utf8')) as Bill);
  } finally {
    await rm(folder, { recursive: true });
  }
}, 120_000);

describe.each([METRICS_API, AGENT])('the bill of the image $service', (container) => {
  const bill = () => bills.get(container.service) as Bill;

  it('is valid CycloneDX', () => {
    const { bomFormat, specVersion, serialNumber, metadata, components, dependencies } = bill();
    const refs = [metadata.component, ...components].map((component) => component['bom-ref']);

    expect([bomFormat, specVersion]).toEqual(['CycloneDX', '1.5']);
    expect(serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(new Set(refs).size).toBe(refs.length);
    for (const { type, name, version, purl } of components) {
      expect(type).toMatch(/^(library|platform)$/);
      expect(purl).toMatch(/^pkg:(npm|deb|generic)\/[^\s@]+@[^\s@]+$/);
      expect(name && version).toBeTruthy();
    }
    expect(dependencies.map(({ ref }) => ref).sort()).toEqual([...refs].sort());
    expect(refs).toEqual(expect.arrayContaining(dependencies.flatMap(({ dependsOn }) => dependsOn)));
  });

  it('lists exactly the packages in the image', async () => {
    const script = `
      import { globSync, readFileSync } from 'node:fs';
      const files = globSync('/app/**/node_modules/{*,@*/*}/package.json').map((file) => readFileSync(file, 'utf8'));
      const named = files.map((file) => JSON.parse(file)).filter(({ name, version }) => name && version);
      console.log(JSON.stringify(named.map(({ name, version }) => name + '@' + version)));`;
    const held = JSON.parse(await evaluateIn(container, script)) as string[];
    const npm = bill().components.filter(({ purl }) => purl.startsWith('pkg:npm/'));

    expect(npm.length).toBeGreaterThan(50);
    expect(new Set(npm.map(({ name, version }) => `${name}@${version}`))).toEqual(new Set(held));
  });

  it('lists Node.js and the Debian packages', async () => {
    const node = await evaluateIn(container, 'console.log(process.versions.node)');
    const names = bill().components.map(({ name, version }) => `${name} ${version}`);

    expect(names).toContain(`node ${node}`);
    expect(names).toContainEqual(expect.stringMatching(/^libc6 2\./));
  });
});

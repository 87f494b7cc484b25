import { randomUUID } from 'node:crypto';

/**
 * The bill of one image: what npm tells of the project's packages, less those that are not in the image, and with
 * Node.js and the packages of Debian that are.
 *
 * @param ofProject - what `npm sbom --sbom-format cyclonedx` told
 * @param image - its name
 * @param held - what in-image.mjs told of it
 * @throws Error where the image holds a package that npm did not tell of
 * @see https://cyclonedx.org/docs/1.5/json
 */
export function billOf(ofProject, image, held) {
  const unknown = held.npm.filter((ref) => !ofProject.components.some((known) => known['bom-ref'] === ref));
  if (unknown.length > 0)
    throw new Error(`npm sbom does not know ${unknown.join(', ')}, which ${image} holds`);

  const own = ofProject.metadata.component;
  const project = own['bom-ref'];
  const npm = ofProject.components.filter((component) => held.npm.includes(component['bom-ref']));
  const system = [nodeComponent(held.node), ...held.debian.map(debianComponent)];
  const refs = new Set([project, ...[...npm, ...system].map((component) => component['bom-ref'])]);
  return {
    ...ofProject,
    serialNumber: `urn:uuid:${randomUUID()}`,
    metadata: {
      ...ofProject.metadata,
      lifecycles: [{ phase: 'post-build' }],
      component: { ...own, type: 'container', name: image },
    },
    components: [...npm, ...system],
    dependencies: [
      ...ofProject.dependencies.filter(({ ref }) => refs.has(ref)).map((entry) => onlyOn(entry, refs)),
      ...system.map((component) => ({ ref: component['bom-ref'], dependsOn: [] })),
    ],
  };
}

function onlyOn({ ref, dependsOn }, refs) {
  return { ref, dependsOn: dependsOn.filter((other) => refs.has(other)) };
}

function nodeComponent(version) {
  const purl = `pkg:generic/node@${version}`;
  const license = { license: { id: 'MIT' } };
  return { 'bom-ref': purl, type: 'platform', name: 'node', version, purl, licenses: [license] };
}

function debianComponent({ name, version, architecture }) {
  const purl = `pkg:deb/debian/${name}@${encodeURIComponent(version)}?arch=${architecture}`;
  return { 'bom-ref': purl, type: 'library', name, version, purl };
}

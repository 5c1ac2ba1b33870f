// The parts as CycloneDX 1.6 JSON, https://cyclonedx.org/docs/1.6/json/. Written without a library, which every build of the
// site would have to install for these lines; the tests check the result with CycloneDX's own, against its schema.

/** `modules` are the packages that the whole consists of. */
export const sbom = (version, modules, parts) => {
  const whole = `pkg:npm/aurora-playground@${version}`;
  const top = parts.filter(({ own, name, direct }) => direct || (own && modules.includes(name))).map(({ id }) => id);
  const bom = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    // No serial number and no time, so that the same parts are the same bytes.
    version: 1,
    metadata: { component: { type: 'application', 'bom-ref': whole, name: 'aurora-playground', version, licenses: [{ expression: 'MIT OR Apache-2.0' }], purl: whole } },
    components: parts.map(component),
    dependencies: [{ ref: whole, dependsOn: top.sort() }, ...parts.map(({ id, needs }) => ({ ref: id, dependsOn: [...new Set(needs)].sort() }))],
  };
  return `${JSON.stringify(bom, null, 1)}\n`;
};

const component = ({ id, name, version, licence, authors, from, purl, sha256 }) => ({
  type: 'library',
  'bom-ref': id,
  ...(authors.length && { authors: authors.map((author) => ({ name: author })) }),
  name,
  ...(version && { version }),
  scope: 'required',
  ...(sha256 && { hashes: [{ alg: 'SHA-256', content: sha256 }] }),
  licenses: [{ expression: licence }],
  ...(purl && { purl }),
  ...(from && { externalReferences: [{ type: 'vcs', url: from }] }),
});

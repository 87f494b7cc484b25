// The Go tools of the chart, and the one that checks the workflows: pinned here, and built from the Go module proxy, whose checksum database verifies them.

/** The Kubernetes version whose schemas and capabilities the chart is tested with. */
export const KUBERNETES_MINOR = '37';

/** Istio's module has no release tags; this commit is from its 1.31 branch. */
export const ISTIO_MODULE = 'istio.io/istio@v0.0.0-20260827124520-eed52ebb66ad';

/**
 * - `package` with its version is what `go install` builds; a tool with a `folder` has a separate go.mod there instead.
 * - `linked` are the variables that the linker sets: without them the tools do not know their versions.
 * - `versionArgs` make the tool print its version, and `version` must be in the output. For a tool without them, the
 *   build information in the binary is read instead.
 */
export const TOOLS = [
  {
    name: 'helm',
    package: 'helm.sh/helm/v4/cmd/helm@v4.3.1',
    linked: { 'helm.sh/helm/v4/internal/version.version': 'v4.3.1' },
    versionArgs: ['version', '--short'],
    version: 'v4.3.1',
  },
  {
    name: 'kubeconform',
    package: 'github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0',
    linked: { 'main.version': 'v0.8.0' },
    versionArgs: ['-v'],
    version: 'v0.8.0',
  },
  {
    name: 'helm-unittest',
    // Its module has a `replace` directive, with which `go install PACKAGE@VERSION` fails.
    folder: 'go/helm-unittest',
    package: 'github.com/helm-unittest/helm-unittest/cmd/helm-unittest',
    // It renders with Helm 3's engine, which assumes Kubernetes 1.20 unless these are set.
    linked: {
      'helm.sh/helm/v3/pkg/chartutil.k8sVersionMajor': '1',
      'helm.sh/helm/v3/pkg/chartutil.k8sVersionMinor': KUBERNETES_MINOR,
    },
    version: 'github.com/helm-unittest/helm-unittest\tv1.1.2',
  },
  {
    name: 'helm-docs',
    package: 'github.com/norwoodj/helm-docs/cmd/helm-docs@v1.14.2',
    linked: { 'main.version': '1.14.2' },
    versionArgs: ['--version'],
    version: '1.14.2',
  },
  {
    name: 'actionlint',
    // For `npm run workflows`: the chart suites also run without it.
    isForWorkflows: true,
    package: 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12',
    linked: {},
    versionArgs: ['-version'],
    version: 'v1.7.12',
  },
  {
    name: 'istioctl',
    // Takes minutes to build and 106 MB: its tests are skipped if it is not installed.
    optional: true,
    package: ISTIO_MODULE.replace('@', '/istioctl/cmd/istioctl@'),
    linked: {
      'istio.io/istio/pkg/version.buildVersion': '1.31-dev',
      'istio.io/istio/pkg/version.buildHub': 'docker.io/istio',
    },
    versionArgs: ['version', '--remote=false'],
    version: '1.31',
  },
];

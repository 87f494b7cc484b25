// The Go tools of the chart: pinned here, built from the Go module proxy, whose checksum database vouches for them.

/** The Kubernetes whose schemas and capabilities the chart is held against. */
export const KUBERNETES_MINOR = '37';

/** Istio's module has no release tags; this commit is of its 1.31 line. */
export const ISTIO_MODULE = 'istio.io/istio@v0.0.0-20260827124520-eed52ebb66ad';

/**
 * - `package` with its version is what `go install` builds; a tool with a `folder` instead has a go.mod of its own there.
 * - `linked` are the variables that the linker sets: without them the tools do not know their own versions.
 * - `tells` are the arguments that make it print its version, and `version` what must stand in the answer. A tool
 *   without them cannot tell: what Go wrote into the binary is read instead.
 */
export const TOOLS = [
  {
    name: 'helm',
    package: 'helm.sh/helm/v4/cmd/helm@v4.3.1',
    linked: { 'helm.sh/helm/v4/internal/version.version': 'v4.3.1' },
    tells: ['version', '--short'],
    version: 'v4.3.1',
  },
  {
    name: 'kubeconform',
    package: 'github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0',
    linked: { 'main.version': 'v0.8.0' },
    tells: ['-v'],
    version: 'v0.8.0',
  },
  {
    name: 'helm-unittest',
    // Its module replaces another, which `go install` of a package refuses.
    folder: 'go/helm-unittest',
    package: 'github.com/helm-unittest/helm-unittest/cmd/helm-unittest',
    // It renders by Helm 3's engine, which takes Kubernetes for 1.20 unless told otherwise.
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
    tells: ['--version'],
    version: '1.14.2',
  },
  {
    name: 'istioctl',
    // Minutes to build and 106 MB: what it tests is skipped where it is not at hand.
    optional: true,
    package: ISTIO_MODULE.replace('@', '/istioctl/cmd/istioctl@'),
    linked: {
      'istio.io/istio/pkg/version.buildVersion': '1.31-dev',
      'istio.io/istio/pkg/version.buildHub': 'docker.io/istio',
    },
    tells: ['version', '--remote=false'],
    version: '1.31',
  },
];

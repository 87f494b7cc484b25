import { APP_VERSION } from '../support/commands.js';
import { runInPod } from '../support/node-pod.js';
import { evaluateInPod, podsOf } from '../support/pods.js';
import { AGENT, type ChangeSet, ciValues, TEST } from './change-set.js';

const HELPER = {
  image: `${TEST}:${APP_VERSION}`,
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  volumeMounts: [{ name: 'scratch', mountPath: '/tmp' }],
};

/** Values that take effect in the pods. */
export const POD_SETS: readonly ChangeSet[] = [
  {
    name: 'additions to pods',
    values: {
      commonLabels: { team: 'platform' },
      agent: {
        extraEnv: [{ name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }],
        extraEnvFrom: [{ configMapRef: { name: 'more', optional: true } }],
        extraVolumes: [{ name: 'scratch', emptyDir: { sizeLimit: '1Mi' } }],
        extraVolumeMounts: [{ name: 'scratch', mountPath: '/tmp' }],
        initContainers: [
          {
            ...HELPER,
            name: 'first',
            command: ['node', '--eval', 'fs.writeFileSync("/tmp/left", "{{ .Release.Name }}")'],
          },
        ],
        sidecars: [{ ...HELPER, name: 'sidecar', command: ['node', '--eval', 'setInterval(Object, 1e6)'] }],
      },
    },
    async verify({ namespace }) {
      const seen = await evaluateInPod(
        namespace,
        AGENT,
        '[(await import("node:fs")).readFileSync("/tmp/left", "utf8"), typeof process.env.NODE_NAME].join()',
      );
      const [pod] = await podsOf(namespace, AGENT);
      const names = pod!.spec.containers.map(({ name }) => name).join();
      const all = `${seen},${names}`;
      if (all !== `k8s-app-monitor,string,${AGENT},sidecar`)
        throw new Error(`Expected the additions in the pod but received ${all}`);
      return 'the agent reads the file of its init container, knows its node, and has a sidecar';
    },
  },
  {
    name: 'scheduling and DNS of pods',
    values: {
      agent: {
        ...(ciValues('scheduling').agent as object),
        replicas: 1,
        // Not every cluster has a RuntimeClass, or a priority above its system pods.
        runtimeClassName: '',
        priorityClassName: '',
      },
    },
    async verify({ namespace }) {
      const seen = await evaluateInPod(
        namespace,
        AGENT,
        `(await (await import("node:dns")).promises.lookup("metrics.example.com")).address + " " +
         /ndots:\\d/.exec((await import("node:fs")).readFileSync("/etc/resolv.conf", "utf8"))`,
      );
      if (seen !== '192.0.2.1 ndots:2') throw new Error(`Expected 192.0.2.1 ndots:2 but received ${seen}`);
      return 'the agent resolves the host of `hostAliases` and has the resolver option of `dnsConfig`';
    },
  },
  {
    name: 'a slow load balancer, and a Deployment that recreates its pods',
    values: ciValues('shutdown'),
    async verify({ namespace }) {
      const [agent] = await podsOf(namespace, AGENT);
      const [test] = await podsOf(namespace, TEST);
      const preStop = JSON.stringify(agent!.spec.containers[0]!.lifecycle);
      const seconds = [agent, test].map((pod) => pod!.spec.terminationGracePeriodSeconds);
      const seen = `${preStop} ${seconds.join()}`;
      if (seen !== '{"preStop":{"sleep":{"seconds":15}}} 40,60')
        throw new Error(`Expected other values in the pods but received ${seen}`);
      return 'the agent’s pods sleep for 15 s before SIGTERM; the strategy is Recreate';
    },
  },
  {
    name: 'an existing ServiceAccount with its token',
    values: ciValues('service-accounts'),
    given: [{ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'charts' } }],
    async verify({ namespace }) {
      const token = '/var/run/secrets/kubernetes.io/serviceaccount/token';
      const found = `(await import("node:fs")).existsSync("${token}")`;
      const seen = [
        ...(await podsOf(namespace, AGENT)).map(({ spec }) => spec.serviceAccountName),
        await evaluateInPod(namespace, AGENT, found),
        await evaluateInPod(namespace, TEST, found),
      ].join();
      if (seen !== 'charts,true,false')
        throw new Error(`Expected other values in the pods but received ${seen}`);
      return 'the agent uses the given ServiceAccount and has its token, and the metrics API has no token';
    },
  },
  {
    name: 'annotations for pod discovery by Prometheus',
    values: ciValues('scrape-annotations'),
    async verify({ namespace }) {
      const pods = [...(await podsOf(namespace, AGENT)), ...(await podsOf(namespace, TEST))];
      const urls = pods.map(({ metadata: { annotations = {} }, status }) =>
        [
          'http://',
          status.podIP,
          ':',
          annotations['prometheus.io/port'],
          annotations['prometheus.io/path'],
        ].join(''),
      );
      const script = `for (const url of ${JSON.stringify(urls)}) console.log(/^\\w+_info/m.test(await (await fetch(url)).text()));`;
      const seen = await runInPod(namespace, script);
      if (seen !== 'true\ntrue\n') throw new Error(`${urls.join(' and ')} answered ${seen}`);
      return 'both pods return their own metrics at the address in their annotations';
    },
  },
];

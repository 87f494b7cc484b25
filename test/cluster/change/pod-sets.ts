import { APP_VERSION } from '../support/app-version.js';
import { runInPod } from '../support/node-pod.js';
import { evaluateInPod, podsOf } from '../support/pods.js';
import { AGENT, type ChangeSet, ciValues, TEST } from './change-set.js';

const HELPER = {
  image: `${TEST}:${APP_VERSION}`,
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  volumeMounts: [{ name: 'scratch', mountPath: '/tmp' }],
};

/** Values that show in the pods. */
export const POD_SETS: readonly ChangeSet[] = [
  {
    name: 'whatever may be added to pods',
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
        sidecars: [{ ...HELPER, name: 'beside', command: ['node', '--eval', 'setInterval(Object, 1e6)'] }],
      },
    },
    async inForce({ namespace }) {
      const seen = await evaluateInPod(
        namespace,
        AGENT,
        '[(await import("node:fs")).readFileSync("/tmp/left", "utf8"), typeof process.env.NODE_NAME].join()',
      );
      const [pod] = await podsOf(namespace, AGENT);
      const names = pod!.spec.containers.map(({ name }) => name).join();
      const all = `${seen},${names}`;
      if (all !== `k8s-app-monitor,string,${AGENT},beside`) throw new Error(`The pod has ${all}`);
      return 'the agent reads what its init container left, knows its node, and has a container beside it';
    },
  },
  {
    name: 'where pods run, and how they look around',
    values: {
      agent: {
        ...(ciValues('scheduling').agent as object),
        replicas: 1,
        // Neither a RuntimeClass nor a way before the cluster's own pods is everywhere.
        runtimeClassName: '',
        priorityClassName: '',
      },
    },
    async inForce({ namespace }) {
      const seen = await evaluateInPod(
        namespace,
        AGENT,
        `(await (await import("node:dns")).promises.lookup("metrics.example.com")).address + " " +
         /ndots:\\d/.exec((await import("node:fs")).readFileSync("/etc/resolv.conf", "utf8"))`,
      );
      if (seen !== '192.0.2.1 ndots:2') throw new Error(`The pod sees ${seen}`);
      return 'the agent finds the host of `hostAliases` and has the resolver’s option of `dnsConfig`';
    },
  },
  {
    name: 'a slow load balancer, and a Deployment that recreates its pods',
    values: ciValues('shutdown'),
    async inForce({ namespace }) {
      const [agent] = await podsOf(namespace, AGENT);
      const [test] = await podsOf(namespace, TEST);
      const preStop = JSON.stringify(agent!.spec.containers[0]!.lifecycle);
      const seconds = [agent, test].map((pod) => pod!.spec.terminationGracePeriodSeconds);
      const seen = `${preStop} ${seconds.join()}`;
      if (seen !== '{"preStop":{"sleep":{"seconds":15}}} 40,60') throw new Error(`The pods have ${seen}`);
      return 'the agent’s pods sleep 15 s before they are told to end; the strategy went to Recreate';
    },
  },
  {
    name: 'an account that exists, with its token',
    values: ciValues('service-accounts'),
    given: [{ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'charts' } }],
    async inForce({ namespace }) {
      const token = '/var/run/secrets/kubernetes.io/serviceaccount/token';
      const found = `(await import("node:fs")).existsSync("${token}")`;
      const seen = [
        ...(await podsOf(namespace, AGENT)).map(({ spec }) => spec.serviceAccountName),
        await evaluateInPod(namespace, AGENT, found),
        await evaluateInPod(namespace, TEST, found),
      ].join();
      if (seen !== 'charts,true,false') throw new Error(`The pods have ${seen}`);
      return 'the agent is the given account and has its token, and the metrics API has none';
    },
  },
  {
    name: 'annotations for a Prometheus that finds pods by them',
    values: ciValues('scrape-annotations'),
    async inForce({ namespace }) {
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
      return 'both pods give their own metrics where their annotations say';
    },
  },
];

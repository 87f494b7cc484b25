import { describe, expect, it } from '@jest/globals';
import { eventually } from '../../support/eventually.js';
import { run } from '../../support/run.js';
import { answerOf, isPicture } from '../support/port-forward.js';
import { kubectl, ROOT } from '../support/commands.js';
import { ownNamespace, objectsOf } from '../support/namespaces.js';
import { keepPicture, prove } from '../support/proof.js';

// As in deploy/README.md.
const WAYS = [
  {
    name: 'the two manifests',
    files: ['-f', 'deploy/metrics-api/manifest.yaml', '-f', 'deploy/agent/manifest.yaml'],
  },
  { name: 'the all-in-one', files: ['-f', 'deploy/k8s-app-monitor-all-in-one.yaml'] },
  { name: 'the kustomization', files: ['-k', 'deploy'] },
];

describe('without Helm', () => {
  it.each(WAYS)(
    '$name: can be applied under Pod Security restricted, serves an image, and can be deleted',
    async ({ name, files }) => {
      const namespace = await ownNamespace('without-helm');
      const before = await objectsOf(namespace);

      const applied = await run('kubectl', ['apply', '--namespace', namespace, ...files], { cwd: ROOT });
      // Pod Security prints a warning for pods that it would refuse.
      expect(applied).toMatchObject({ code: 0, stderr: '' });
      await kubectl(['rollout', 'status', '--namespace', namespace, '--timeout', '3m', 'deployment']);
      const picture = await answerOf({ namespace, service: 'k8s-app-monitor-agent', port: 8888 }, '/');
      expect(isPicture(picture)).toBe(true);
      keepPicture(`without-helm-${files.length}-${files[0]!.slice(1)}.png`, picture.body);

      await kubectl(['delete', '--namespace', namespace, '--timeout', '3m', ...files], { cwd: ROOT });
      await eventually('all objects were deleted', async () => {
        return (await objectsOf(namespace)).join() === before.join();
      });
      const objects = applied.stdout.trim().split('\n').length;
      prove(
        `${name}: ${objects} objects applied, an image of ${picture.body.length} bytes, nothing left after deletion`,
      );
    },
    500_000,
  );
});

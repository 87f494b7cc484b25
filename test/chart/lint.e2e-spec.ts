import { expect, it } from '@jest/globals';
import { helm, NEWEST_KUBERNETES } from './support/helm.js';
import { CHART } from './support/tools.js';
import { VALUES_FILES } from './support/values-files.js';

const FORCED = ['--set', 'monitoring.serviceMonitor.force=true,monitoring.podMonitor.force=true'];

it.each(VALUES_FILES)('helm lint --strict reports nothing for $name', async ({ path, apiVersions }) => {
  // `helm lint` has no option for the kinds of the cluster.
  const force = apiVersions.length > 0 ? FORCED : [];

  const { code, stdout } = await helm([
    ...['lint', CHART, '--strict', '--quiet', '--values', path, '--kube-version', NEWEST_KUBERNETES],
    ...force,
  ]);

  expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
});

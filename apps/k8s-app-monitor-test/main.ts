import { loadModules } from '../../src/platform/open-files.js';

const [{ runService }, { service }] = await loadModules('k8s-app-monitor-test', () =>
  Promise.all([import('../../src/platform/http/run-service.js'), import('./service.js')]),
);

await runService(service);

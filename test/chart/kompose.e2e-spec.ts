// What kompose requires of docker-compose.yaml, as far as it can be tested without kompose: the labels of its user guide,
// a numeric user, health checks without a command.
import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT } from './support/tools.js';

interface Service {
  user: string;
  image: string;
  ports: string[];
  labels: Record<string, string>;
  healthcheck: Record<string, unknown>;
}

const text = readFileSync(join(ROOT, 'docker-compose.yaml'), 'utf8');
const { services } = parse(text, { merge: true }) as { services: Record<string, Service> };

it('the services have the names of the original project, which are valid for Kubernetes Services', () => {
  expect(Object.keys(services)).toEqual(['k8s-app-monitor-agent', 'k8s-app-monitor-test']);
});

describe.each(Object.entries(services))('%s', (_name, { user, image, ports, labels, healthcheck }) => {
  const port = /:(\d+)$/.exec(ports[0] ?? '')?.[1];

  it('runs as the numeric user and group of the images', () => {
    expect(user).toBe('10001:10001');
  });

  it('has probes on its port, and no command that would replace them', () => {
    expect(labels).toMatchObject({
      'kompose.service.healthcheck.liveness.http_get_path': '/healthz',
      'kompose.service.healthcheck.liveness.http_get_port': port,
      'kompose.service.healthcheck.readiness.http_get_path': '/readyz',
      'kompose.service.healthcheck.readiness.http_get_port': port,
    });
    expect(healthcheck).not.toHaveProperty('test');
  });

  it('is pulled only if it is missing, and uses the requested tag', () => {
    expect(labels['kompose.image-pull-policy']).toBe('IfNotPresent');
    expect(image).toContain(':${TAG:-');
  });

  it('has labels that are strings, as compose requires', () => {
    expect(Object.values(labels).filter((label) => typeof label !== 'string')).toEqual([]);
  });
});

it('only the agent gets an Ingress, with the host and class of the original project', () => {
  const exposed = Object.entries(services).map(([name, { labels }]) => [
    name,
    labels['kompose.service.expose'],
    labels['kompose.service.expose.ingress-class-name'],
  ]);

  expect(exposed).toEqual([
    ['k8s-app-monitor-agent', 'k8s-app-monitor-agent.jimmysong.io', 'traefik'],
    ['k8s-app-monitor-test', undefined, undefined],
  ]);
});

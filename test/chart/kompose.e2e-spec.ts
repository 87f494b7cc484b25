// docker-compose.yaml by kompose's rules, as far as they can be tested without kompose: its user guide's labels, a user
// that is a number, health checks without a command.
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

it('the names are those that Services of Kubernetes may have, and the originals’', () => {
  expect(Object.keys(services)).toEqual(['k8s-app-monitor-agent', 'k8s-app-monitor-test']);
});

describe.each(Object.entries(services))('%s', (_name, { user, image, ports, labels, healthcheck }) => {
  const port = /:(\d+)$/.exec(ports[0] ?? '')?.[1];

  it('runs as the images’ user and group, by their numbers', () => {
    expect(user).toBe('10001:10001');
  });

  it('has probes of its own port, and no command that would come first', () => {
    expect(labels).toMatchObject({
      'kompose.service.healthcheck.liveness.http_get_path': '/healthz',
      'kompose.service.healthcheck.liveness.http_get_port': port,
      'kompose.service.healthcheck.readiness.http_get_path': '/readyz',
      'kompose.service.healthcheck.readiness.http_get_port': port,
    });
    expect(healthcheck).not.toHaveProperty('test');
  });

  it('is not pulled where it is there, and takes the tag that is asked for', () => {
    expect(labels['kompose.image-pull-policy']).toBe('IfNotPresent');
    expect(image).toContain(':${TAG:-');
  });

  it('has labels that are strings, as compose wants them', () => {
    expect(Object.values(labels).filter((label) => typeof label !== 'string')).toEqual([]);
  });
});

it('the agent alone gets an Ingress, of the original’s host and class', () => {
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

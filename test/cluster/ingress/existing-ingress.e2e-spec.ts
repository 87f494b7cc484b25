import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { eventually } from '../../support/eventually.js';
import { getAsIs } from '../../support/get-as-is.js';
import { run } from '../../support/run.js';
import { getJson } from '../support/commands.js';
import { ownNamespace } from '../support/namespaces.js';
import { deployOtherApplication } from '../support/other-application.js';
import { addressOf, describeWith } from '../support/parts.js';
import { prove } from '../support/proof.js';
import { deploy } from '../support/releases.js';
import { browserAt, expectWhole } from '../support/whole-agent.js';

const PATH = '/k8s-app-monitor-agent';

describeWith('traefik')('way one: a rule in the Ingress of another application', () => {
  let browser: Browser;
  let namespace: string;
  let host: string;
  let greeting: string;
  let notes: string;

  beforeAll(async () => {
    namespace = await ownNamespace('existing-ingress');
    host = `${namespace}.example.com`;
    greeting = await deployOtherApplication(namespace, 'front', host);
    notes = await deploy(
      { name: 'k8s-app-monitor', namespace },
      { agent: { ingress: { existing: { name: 'front', host } } } },
    );
    browser = await browserAt(addressOf('TRAEFIK_URL'));
    await eventually('the other application is served', async () => (await at('/')).body === greeting);
  }, 300_000);

  afterAll(() => browser?.close());

  it('serves the agent by the printed patch, and the other application as before', async () => {
    expect((await at(PATH)).body).toBe(greeting);

    await shell(printed(/kubectl patch ingress front .*"op":"add".*/));

    await eventually('the agent is served', async () => (await at(`${PATH}/healthz`)).body !== greeting);
    const seen = await expectWhole(browser, `http://${host}${PATH}`, 'ingress-way-one');
    expect((await at('/')).body).toBe(greeting);
    prove(`a printed rule in another’s Ingress: ${seen}; the other application is served as before`);
  }, 300_000);

  it('takes the rule back by the printed commands', async () => {
    const list = await shell(printed(/kubectl get ingress front .*go-template.*/));
    const number = /^(\d+) .*k8s-app-monitor-agent$/m.exec(list)?.[1];
    expect(number).toBe('1');

    await shell(printed(/kubectl patch ingress front .*"op":"remove".*/).replaceAll('/N', `/${number}`));

    expect(await rules()).toBe(1);
    await eventually('the agent is gone', async () => (await at(PATH)).body === greeting);
    expect((await at('/')).body).toBe(greeting);
    prove('the printed commands took the rule back, and nothing of the other application');
  });

  it('refuses to take back a rule that is not the agent’s', async () => {
    const command = printed(/kubectl patch ingress front .*"op":"remove".*/).replaceAll('/N', '/0');

    await expect(shell(command)).rejects.toThrow(/invalid|test/i);
    expect(await rules()).toBe(1);
    expect((await at('/')).body).toBe(greeting);
    prove('the printed command refused to take back the other application’s own rule');
  });

  async function rules(): Promise<number> {
    const { spec } = await getJson<{ spec: { rules: unknown[] } }>(['ingress', 'front', '-n', namespace]);
    return spec.rules.length;
  }

  function at(path: string) {
    return getAsIs(addressOf('TRAEFIK_URL'), path, { host });
  }

  function printed(command: RegExp): string {
    const line = command.exec(notes)?.[0];
    if (line === undefined) throw new Error(`NOTES.txt does not print ${command}:\n${notes}`);
    return line;
  }
});

/** Runs a command as a person would who copies it from the notes. */
async function shell(command: string): Promise<string> {
  const { code, stdout, stderr } = await run('sh', ['-c', command]);
  if (code !== 0) throw new Error(stderr);
  return stdout;
}

import { describe, expect, it, jest } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { freePorts, portsOf, root, takenAmong } from './launcher.js';

jest.setTimeout(120_000);

const CTRL_C = '\x03';

// Only util-linux's `script` gives its command a terminal and hands on its exit code in this way.
const hasTerminal = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux');
if (!hasTerminal)
  process.stderr.write('No `script` of util-linux here: npm start is not tried in a terminal.\n');

(hasTerminal ? describe : describe.skip)('npm start in a terminal', () => {
  it('is ended by Ctrl-C, and npm reports success', async () => {
    const environment = await freePorts();
    const { PATH, HOME } = process.env;
    // Without `exec` a shell would stand before npm, and tell of the Ctrl-C that it got itself.
    const terminal = spawn('script', ['-qec', 'exec npm start -- --no-build', '/dev/null'], {
      cwd: root,
      env: { PATH, HOME, ...environment },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const ended = once(terminal, 'exit');
    let shown = '';
    terminal.stdout.on('data', (chunk: Buffer) => {
      const wasGreeted = shown.includes('Ctrl-C stops both services');
      shown += chunk.toString();
      if (!wasGreeted && shown.includes('Ctrl-C stops both services')) terminal.stdin.write(CTRL_C);
    });

    const [code] = (await ended) as [number | null];

    expect(shown).toContain(`http://localhost:${environment.PORT}/k8s-app-monitor-test`);
    expect(code).toBe(0);
    expect(shown).not.toContain('npm error');
    expect(await takenAmong(portsOf(environment))).toEqual([]);
  });
});
